public import Foundation
import Foundations

/// The tokens of one part of a corpus, as one long sequence that can be read anywhere.
///
/// Each document ends with the end-of-text token. The files are mapped, so that a corpus larger than the memory works.
public final class TokenDataset: Sendable {
    /// Where the tokens lie.
    private enum Storage: Sendable {
        case memory([Int32])
        case shards([MappedShard])
    }

    private let storage: Storage
    /// How many tokens there are.
    public let count: Int
    /// The bytes of the raw text that they stand for, without the marks of the documents' ends.
    public let rawBytes: Int
    /// How many documents there are.
    public let documentCount: Int
    /// Ids are below this.
    public let vocabularySize: Int
    /// The token that ends a document; nil for tokens in memory without one.
    public let endOfTextToken: Int32?
    /// The hash of the `tokenizer.json` that made the tokens; 0 for tokens in memory without one.
    public let tokenizerFingerprint: UInt64
    /// A hash of the tokens that other tokens would not have.
    public let fingerprint: UInt64

    /// Tokens in memory.
    ///
    /// - Parameters:
    ///   - tokens: the tokens, all from 0 to below `vocabularySize`.
    ///   - vocabularySize: nil takes the largest token plus one.
    ///   - rawBytes: the bytes of the text that they stand for.
    public init(
        tokens: [Int32], vocabularySize: Int? = nil, rawBytes: Int, endOfTextToken: Int32? = nil,
        tokenizerFingerprint: UInt64 = 0
    ) {
        let limit = vocabularySize ?? Int(tokens.max() ?? -1) + 1
        precondition(
            tokens.allSatisfy { $0 >= 0 && Int($0) < limit }, "a token lies outside the vocabulary of \(limit)")
        storage = .memory(tokens)
        count = tokens.count
        self.rawBytes = rawBytes
        self.vocabularySize = limit
        self.endOfTextToken = endOfTextToken
        documentCount = endOfTextToken.map { end in tokens.count { $0 == end } } ?? 1
        self.tokenizerFingerprint = tokenizerFingerprint
        fingerprint = tokens.map(\.littleEndian).withUnsafeBytes { StableHash.xxh64($0) }
    }

    /// Opens a part of the corpus in `folder`.
    ///
    /// - Parameters:
    ///   - folder: what ``CorpusBuilder`` wrote.
    ///   - split: the part.
    ///   - verifiesChecksums: whether every byte is read and compared with the manifest's hashes; about a second for a
    ///     few gigabytes. Without it, only the headers and the sizes are checked.
    /// - Throws: ``CorpusError/invalidFile(path:reason:)`` that names the file and what is wrong, `FileError` where one
    ///   cannot be read, `JSONError` where the manifest is no JSON.
    public convenience init(folder: URL, split: CorpusSplit, verifiesChecksums: Bool = true) throws {
        try self.init(folder: folder, manifest: CorpusManifest(folder: folder), split, verifiesChecksums)
    }

    private init(
        folder: URL, manifest: CorpusManifest, _ split: CorpusSplit, _ verifiesChecksums: Bool
    ) throws {
        let part = manifest[split]
        var shards: [MappedShard] = []
        var start = 0
        for entry in part.shards {
            let shard = try MappedShard(
                folder.appending(path: entry.file), start: start, manifest: manifest, entry: entry,
                verifiesChecksum: verifiesChecksums)
            shards.append(shard)
            start += entry.tokenCount
        }
        storage = .shards(shards)
        count = start
        rawBytes = part.byteCount
        documentCount = part.documentCount
        vocabularySize = manifest.vocabularySize
        endOfTextToken = manifest.endOfTextToken
        tokenizerFingerprint = manifest.tokenizerFingerprint
        fingerprint = part.shards.map { $0.checksum.littleEndian }.withUnsafeBytes { StableHash.xxh64($0) }
    }

    /// Copies `count` tokens, beginning with token number `start`, to the beginning of `destination`.
    ///
    /// - Precondition: the tokens exist, and `destination` has room for them.
    public func copyTokens(from start: Int, count: Int, into destination: UnsafeMutableBufferPointer<Int32>) {
        precondition(start >= 0 && count >= 0 && start <= self.count - count, "tokens beyond the end of the dataset")
        precondition(destination.count >= count, "no room for \(count) tokens in \(destination.count)")
        switch storage {
        case .memory(let tokens):
            for index in 0..<count { destination[index] = tokens[start + index] }
        case .shards(let shards):
            var copied = 0
            var index = Self.shardIndex(of: start, in: shards)
            while copied < count {
                let shard = shards[index]
                let first = start + copied - shard.start
                let length = min(count - copied, shard.tokenCount - first)
                shard.copy(first, length, to: UnsafeMutableBufferPointer(rebasing: destination[copied...]))
                copied += length
                index += 1
            }
        }
    }

    /// The tokens in `range`.
    ///
    /// - Precondition: the range lies within `0 ..< count`.
    public func tokens(in range: Range<Int>) -> [Int32] {
        [Int32](unsafeUninitializedCapacity: range.count) { buffer, initialized in
            copyTokens(from: range.lowerBound, count: range.count, into: buffer)
            initialized = range.count
        }
    }

    /// The shard that holds token number `position`.
    private static func shardIndex(of position: Int, in shards: [MappedShard]) -> Int {
        var low = 0
        var high = shards.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if shards[middle].start <= position { low = middle } else { high = middle }
        }
        return low
    }
}
