import Foundation
import Foundations

/// A file of tokens, mapped.
struct MappedShard: Sendable {
    /// The number of its first token in the whole part.
    let start: Int
    let tokenCount: Int
    private let elementWidth: Int
    private let file: MappedFile

    /// Maps a shard and checks it against the manifest.
    init(
        _ url: URL, start: Int, manifest: CorpusManifest, entry: CorpusManifest.Shard, verifiesChecksum: Bool
    ) throws {
        let file = try MappedFile(url)
        let header = try file.withBytes { try ShardHeader(of: $0, path: url.path) }
        func fail(_ reason: String) -> CorpusError { .invalidFile(path: url.path, reason: reason) }
        guard header.tokenCount == entry.tokenCount else {
            throw fail("it has \(header.tokenCount) tokens, and the manifest says \(entry.tokenCount)")
        }
        guard header.elementWidth == manifest.elementWidth, header.vocabularySize == manifest.vocabularySize,
            header.tokenizerFingerprint == manifest.tokenizerFingerprint
        else { throw fail("it was made with another tokenizer than the manifest says") }
        if verifiesChecksum {
            let checksum = file.withBytes { StableHash.xxh64($0) }
            guard checksum == entry.checksum else { throw fail("its content is not what the manifest says (checksum)") }
        }
        self.start = start
        tokenCount = header.tokenCount
        elementWidth = header.elementWidth
        self.file = file
    }

    /// Copies `count` tokens, beginning with this shard's token number `first`.
    func copy(_ first: Int, _ count: Int, to destination: UnsafeMutableBufferPointer<Int32>) {
        file.withBytes { bytes in
            let base = ShardHeader.byteCount + first * elementWidth
            if elementWidth == 2 {
                for index in 0..<count {
                    let value = bytes.loadUnaligned(fromByteOffset: base + 2 * index, as: UInt16.self)
                    destination[index] = Int32(UInt16(littleEndian: value))
                }
            } else {
                for index in 0..<count {
                    let value = bytes.loadUnaligned(fromByteOffset: base + 4 * index, as: Int32.self)
                    destination[index] = Int32(littleEndian: value)
                }
            }
        }
    }
}
