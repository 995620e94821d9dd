/// Where everything lies in a GGUF file that is to be written: the bytes before the data, and the sizes after them.
struct GGUFLayout {
    /// Everything before the data, padded to the alignment.
    let header: [UInt8]
    let alignment: Int
    /// The bytes of each tensor, without the padding after it.
    let byteCounts: [Int]
    /// The size of the file.
    let fileSize: Int

    /// What llama.cpp has room for in the name of a tensor.
    private static let maximumNameLength = 63
    /// A limit of the format.
    private static let maximumKeyLength = 65535

    static func padding(_ count: Int, _ alignment: Int) -> Int { (alignment - count % alignment) % alignment }

    init(
        _ tensors: [GGUFTensorDescription], metadata entries: [(key: String, value: GGUFValue)], file: String
    ) throws(GGUFError) {
        func failure(_ name: String?, _ problem: GGUFError.Problem) -> GGUFError {
            GGUFError(file: file, name: name, problem: problem)
        }
        let metadata = try GGUFMetadata(entries, file: file)
        let alignment = try metadata.int("general.alignment") ?? 32
        guard GGUFHeader.isAlignment(alignment) else {
            throw failure("general.alignment", .invalidAlignment(alignment))
        }
        var encoder = GGUFEncoder()
        for letter in "GGUF".utf8 { encoder.append(letter) }
        encoder.append(3 as UInt32)
        encoder.append(UInt64(tensors.count))
        encoder.append(UInt64(entries.count))
        for (key, value) in entries {
            guard key.utf8.count <= Self.maximumKeyLength else {
                throw failure(key, .notWritable("a key has at most \(Self.maximumKeyLength) bytes"))
            }
            encoder.append(string: key)
            encoder.append(value: value)
        }
        var offset = 0
        var byteCounts: [Int] = []
        var names = Set<[UInt8]>()
        for tensor in tensors {
            guard names.insert(Array(tensor.name.utf8)).inserted else { throw failure(tensor.name, .repeatedTensor) }
            guard tensor.name.utf8.count <= Self.maximumNameLength else {
                throw failure(
                    tensor.name,
                    .notWritable("the name of a tensor has at most \(Self.maximumNameLength) bytes"))
            }
            guard tensor.shape.count <= 4 else {
                throw failure(tensor.name, .tooManyDimensions(UInt32(tensor.shape.count)))
            }
            guard tensor.rowSize % tensor.type.blockSize == 0 else {
                throw failure(tensor.name, .brokenBlock(rowSize: tensor.rowSize, type: tensor.type))
            }
            guard let byteCount = tensor.byteCount,
                let end = ShapeArithmetic.sum([offset, byteCount, alignment])
            else { throw failure(tensor.name, .notWritable("its shape \(tensor.shape) has no size")) }
            encoder.append(string: tensor.name)
            encoder.append(UInt32(tensor.shape.count))
            for dimension in tensor.shape.reversed() { encoder.append(UInt64(dimension)) }
            encoder.append(tensor.type.rawValue)
            encoder.append(UInt64(offset))
            byteCounts.append(byteCount)
            // The padding follows the last tensor too: llama.cpp reads it.
            offset = (end - 1) / alignment * alignment
        }
        encoder.pad(to: alignment)
        guard let fileSize = ShapeArithmetic.sum([encoder.bytes.count, offset]) else {
            throw failure(nil, .notWritable("its size does not fit in 64 bits"))
        }
        header = encoder.bytes
        self.alignment = alignment
        self.byteCounts = byteCounts
        self.fileSize = fileSize
    }
}
