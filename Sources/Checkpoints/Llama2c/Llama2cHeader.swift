/// The sizes of the model in a llama2.c checkpoint.
public struct Llama2cHeader: Sendable, Hashable {
    /// How the numbers are laid out in the file.
    public enum Layout: Sendable, Hashable {
        /// Version 0, without a magic number: 32-bit floats, tables of the rotary embedding among them.
        case legacy
        /// Version 1: 32-bit floats after a header of 256 bytes.
        case float32
        /// Version 2: matrices as bytes with one 32-bit scale for each group of `groupSize` neighbours.
        case int8(groupSize: Int)
    }

    /// The width of the residual stream.
    public var dimension: Int
    /// The inner width of the feed-forward network.
    public var hiddenDimension: Int
    public var layerCount: Int
    /// The number of query heads.
    public var headCount: Int
    /// The number of key and value heads, a divisor of the number of query heads.
    public var keyValueHeadCount: Int
    public var vocabularySize: Int
    /// The greatest number of positions.
    public var maximumSequenceLength: Int
    /// Whether the classifier is the token embedding.
    public var sharesClassifier: Bool
    public var layout: Layout

    /// The epsilon of every RMS norm, which the format fixes.
    public static let normEpsilon: Float = 1e-5
    /// The base of the rotary embedding, which the format fixes.
    public static let rotaryBase: Float = 10000

    public init(
        dimension: Int, hiddenDimension: Int, layerCount: Int, headCount: Int, keyValueHeadCount: Int,
        vocabularySize: Int, maximumSequenceLength: Int, sharesClassifier: Bool, layout: Layout
    ) {
        self.dimension = dimension
        self.hiddenDimension = hiddenDimension
        self.layerCount = layerCount
        self.headCount = headCount
        self.keyValueHeadCount = keyValueHeadCount
        self.vocabularySize = vocabularySize
        self.maximumSequenceLength = maximumSequenceLength
        self.sharesClassifier = sharesClassifier
        self.layout = layout
    }

    /// The width of one head.
    public var headSize: Int { dimension / headCount }

    /// The width of all keys of one position.
    public var keyValueDimension: Int { headSize * keyValueHeadCount }

    /// The number of bytes before the first tensor.
    var byteCount: Int { layout == .legacy ? 28 : 256 }
}

extension Llama2cHeader {
    private static let magic: UInt32 = 0x616B_3432

    /// Reads and checks the header of `bytes`, the whole file.
    init(_ bytes: UnsafeRawBufferPointer, file: String) throws(Llama2cError) {
        func field(_ offset: Int) -> Int32 {
            Int32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Int32.self))
        }
        guard bytes.count >= 28 else {
            throw Llama2cError(file: file, problem: .noHeader(fileSize: bytes.count, needed: 28))
        }
        let hasMagic = UInt32(bitPattern: field(0)) == Self.magic
        if hasMagic, bytes.count < 256 {
            throw Llama2cError(file: file, problem: .noHeader(fileSize: bytes.count, needed: 256))
        }
        let sizes = (0..<7).map { Int(field((hasMagic ? 8 : 0) + 4 * $0)) }
        let layout: Layout
        let sharesClassifier: Bool
        if hasMagic {
            switch field(4) {
            case 1: layout = .float32
            case 2: layout = .int8(groupSize: Int(field(37)))
            case let version: throw Llama2cError(file: file, problem: .unknownVersion(version))
            }
            guard bytes[36] <= 1 else {
                throw Llama2cError(
                    file: file, problem: .invalidHeader("the flag of the shared classifier is \(bytes[36])"))
            }
            sharesClassifier = bytes[36] == 1
        } else {
            layout = .legacy
            // The legacy layout has no room for the flag: it is the sign of the vocabulary's size.
            sharesClassifier = sizes[5] > 0
        }
        self.init(
            dimension: sizes[0], hiddenDimension: sizes[1], layerCount: sizes[2], headCount: sizes[3],
            keyValueHeadCount: sizes[4], vocabularySize: hasMagic ? sizes[5] : abs(sizes[5]),
            maximumSequenceLength: sizes[6], sharesClassifier: sharesClassifier, layout: layout)
        if let reason = contradiction {
            // Without a magic number, sizes that make no sense mean that this is another kind of file.
            throw Llama2cError(file: file, problem: hasMagic ? .invalidHeader(reason) : .notACheckpoint)
        }
    }

    /// Why no model has these sizes, nil when one can.
    private var contradiction: String? {
        let sizes = [
            ("dim", dimension), ("hidden_dim", hiddenDimension), ("n_layers", layerCount), ("n_heads", headCount),
            ("n_kv_heads", keyValueHeadCount), ("vocab_size", vocabularySize), ("max_seq_len", maximumSequenceLength),
        ]
        for (name, size) in sizes where size <= 0 { return "\(name) is \(size)" }
        // Every layer takes room in the file, but lists of layers are made before its size is known to fit.
        if layerCount > 10_000 { return "n_layers is \(layerCount), more than 10000" }
        if dimension % headCount != 0 { return "dim \(dimension) is no multiple of n_heads \(headCount)" }
        if headSize % 2 != 0 { return "the head size \(headSize) is odd, rotary embedding turns pairs" }
        if headCount % keyValueHeadCount != 0 {
            return "n_heads \(headCount) is no multiple of n_kv_heads \(keyValueHeadCount)"
        }
        if case .int8(let groupSize) = layout {
            if groupSize <= 0 { return "group_size is \(groupSize)" }
            // Groups run through whole matrices, across the ends of rows; every matrix has a multiple of dim elements.
            if dimension % groupSize != 0 { return "dim \(dimension) is no multiple of group_size \(groupSize)" }
        }
        return nil
    }
}
