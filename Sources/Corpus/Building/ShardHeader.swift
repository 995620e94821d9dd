import Foundations

/// The first 64 bytes of a shard of tokens.
///
/// In order, all numbers little-endian: the magic `MARTTOKS` (8 bytes), the version 1 (4), the bytes of a token, 2 or 4
/// (4), the number of tokens (8), the number of ids in the vocabulary (8), the fingerprint of the tokenizer (8), 16 bytes
/// of zero, and the XXH64 hash of the 56 bytes before it (8). The tokens follow, to the end of the file.
struct ShardHeader: Sendable, Hashable {
    let elementWidth: Int
    let tokenCount: Int
    let vocabularySize: Int
    let tokenizerFingerprint: UInt64

    static let byteCount = 64
    private static let magic = Array("MARTTOKS".utf8)
    private static let version: UInt32 = 1

    init(elementWidth: Int, tokenCount: Int, vocabularySize: Int, tokenizerFingerprint: UInt64) {
        self.elementWidth = elementWidth
        self.tokenCount = tokenCount
        self.vocabularySize = vocabularySize
        self.tokenizerFingerprint = tokenizerFingerprint
    }

    /// The fewest bytes, of 2 and 4, that hold every id of a vocabulary.
    static func elementWidth(forVocabulary size: Int) -> Int { size <= 1 << 16 ? 2 : 4 }

    /// The header as it stands in the file.
    var bytes: [UInt8] {
        var bytes = Self.magic
        func append(_ value: some FixedWidthInteger) {
            withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
        }
        append(Self.version)
        append(UInt32(elementWidth))
        append(UInt64(tokenCount))
        append(UInt64(vocabularySize))
        append(tokenizerFingerprint)
        append(UInt64(0))
        append(UInt64(0))
        append(StableHash.xxh64(bytes))
        return bytes
    }

    /// Reads the header of a shard and checks it against the size of the file.
    ///
    /// - Throws: ``CorpusError/invalidFile(path:reason:)``.
    init(of file: UnsafeRawBufferPointer, path: String) throws(CorpusError) {
        func fail(_ reason: String) -> CorpusError { .invalidFile(path: path, reason: reason) }
        guard file.count >= Self.byteCount else {
            throw fail("it has \(file.count) bytes, fewer than a shard's header of \(Self.byteCount)")
        }
        guard file.prefix(8).elementsEqual(Self.magic) else { throw fail("it is no shard of tokens") }
        func number<Value: FixedWidthInteger>(_ offset: Int, _: Value.Type) -> Value {
            Value(littleEndian: file.loadUnaligned(fromByteOffset: offset, as: Value.self))
        }
        let checksum = StableHash.xxh64(UnsafeRawBufferPointer(rebasing: file[..<56]))
        guard number(56, UInt64.self) == checksum else { throw fail("the checksum of its header is wrong") }
        let version = number(8, UInt32.self)
        guard version == Self.version else { throw fail("its version is \(version), and \(Self.version) is known") }
        let width = number(12, UInt32.self)
        guard width == 2 || width == 4 else { throw fail("its tokens have \(width) bytes instead of 2 or 4") }
        let count = number(16, UInt64.self)
        guard count == UInt64(file.count - Self.byteCount) / UInt64(width),
            (file.count - Self.byteCount) % Int(width) == 0
        else {
            throw fail(
                "its header says \(count) tokens of \(width) bytes, but \(file.count - Self.byteCount) bytes follow")
        }
        let vocabulary = number(24, UInt64.self)
        guard vocabulary > 0, vocabulary <= UInt64(Int32.max) else {
            throw fail("its header says a vocabulary of \(vocabulary)")
        }
        elementWidth = Int(width)
        tokenCount = Int(count)
        vocabularySize = Int(vocabulary)
        tokenizerFingerprint = number(32, UInt64.self)
    }
}
