public import Foundation
import Foundations

/// What a corpus folder holds and how it came about: its `manifest.json`.
public struct CorpusManifest: Sendable, Hashable {
    /// A file of tokens.
    public struct Shard: Sendable, Hashable {
        /// The name in the corpus folder.
        public var file: String
        /// How many tokens it holds.
        public var tokenCount: Int
        /// The XXH64 hash of the whole file.
        public var checksum: UInt64
    }

    /// One of the two parts.
    public struct Part: Sendable, Hashable {
        /// How many documents it has.
        public var documentCount = 0
        /// The bytes of their text, without the marks of their ends.
        public var byteCount = 0
        /// The tokens, the marks of the documents' ends included.
        public var tokenCount = 0
        /// How many of them stand for what the vocabulary cannot express.
        public var unknownTokenCount = 0
        /// Its files, in order.
        public var shards: [Shard] = []
    }

    /// The documents that were left out for one reason.
    public struct Drop: Sendable, Hashable {
        public var reason: DropReason
        public var documentCount = 0
        public var byteCount = 0
        /// The first of them, at most ``CorpusManifest/maximumExampleCount``: where they are and what is wrong.
        public var examples: [String] = []
    }

    /// How many dropped documents of a kind are listed; all are counted.
    public static let maximumExampleCount = 50
    /// The name of the file.
    public static let fileName = "manifest.json"

    /// The inputs as they were named.
    public var inputs: [String] = []
    /// How many files were read, and their bytes.
    public var fileCount = 0
    public var fileByteCount = 0
    /// What was passed over in the folders, and how often.
    public var skipped: [String: Int] = [:]
    /// The settings.
    public var heldOutShare = 0.0
    public var seed: UInt64 = 0
    public var textField = ""
    public var encodingErrors = EncodingErrorRule.drop
    public var maximumDocumentBytes = 0
    /// The hash of the tokenizer's `tokenizer.json`.
    public var tokenizerFingerprint: UInt64 = 0
    public var vocabularySize = 0
    /// The token that marks the end of a document.
    public var endOfTextToken: Int32 = 0
    /// The bytes of a token in the files.
    public var elementWidth = 2
    /// The parts.
    public var train = Part()
    public var heldOut = Part()
    /// What was left out, by reason, in the order of ``DropReason``.
    public var dropped: [Drop] = []

    init() {}

    /// The part of that name.
    public subscript(split: CorpusSplit) -> Part {
        get { split == .train ? train : heldOut }
        set { if split == .train { train = newValue } else { heldOut = newValue } }
    }

    /// Reads the manifest of a corpus folder.
    ///
    /// - Throws: `FileError` when it cannot be read, `JSONError` when it is no JSON,
    ///   ``CorpusError/invalidFile(path:reason:)`` when it is no manifest of this version.
    public init(folder: URL) throws {
        let url = folder.appending(path: Self.fileName)
        self = try CorpusManifestReader(path: url.path).manifest(JSONValue(contentsOf: url))
    }
}
