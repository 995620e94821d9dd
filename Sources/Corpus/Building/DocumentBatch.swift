import Tokenization

/// Documents that are encoded in one go.
struct DocumentBatch: Sendable {
    private(set) var documents: [(split: CorpusSplit, bytes: [UInt8])] = []
    private(set) var byteCount = 0

    mutating func append(_ bytes: [UInt8], to split: CorpusSplit) {
        documents.append((split, bytes))
        byteCount += bytes.count
    }

    /// Whether it is large enough to be encoded.
    var isFull: Bool { byteCount >= 128 << 10 || documents.count >= 256 }

    /// The tokens of one part, as they stand in the file, with what is counted about them.
    struct EncodedPart: Sendable {
        var bytes: [UInt8] = []
        var documentCount = 0
        var rawByteCount = 0
        var tokenCount = 0
        var unknownTokenCount = 0
    }

    /// The encoded documents.
    struct Encoded: Sendable {
        var train = EncodedPart()
        var heldOut = EncodedPart()
    }

    /// Encodes each document by itself and ends it with the end-of-text token.
    func encoded(with tokenizer: Tokenizer, endOfText: Int32, elementWidth: Int) -> Encoded {
        var result = Encoded()
        for document in documents {
            var tokens = tokenizer.encode(bytes: document.bytes)
            let unknown = tokenizer.unknownToken.map { unknown in tokens.count { $0 == unknown } } ?? 0
            tokens.append(endOfText)
            func add(to part: inout EncodedPart) {
                part.documentCount += 1
                part.rawByteCount += document.bytes.count
                part.tokenCount += tokens.count
                part.unknownTokenCount += unknown
                Self.append(tokens, elementWidth, to: &part.bytes)
            }
            if document.split == .train { add(to: &result.train) } else { add(to: &result.heldOut) }
        }
        return result
    }

    private static func append(_ tokens: [Int32], _ elementWidth: Int, to bytes: inout [UInt8]) {
        if elementWidth == 2 {
            let narrow = tokens.map { UInt16(truncatingIfNeeded: $0).littleEndian }
            narrow.withUnsafeBytes { bytes.append(contentsOf: $0) }
        } else {
            let wide = tokens.map { $0.littleEndian }
            wide.withUnsafeBytes { bytes.append(contentsOf: $0) }
        }
    }
}
