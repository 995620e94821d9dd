public import Foundation
import Foundations

/// What a run has beside its batches: the files that go with its model, and what its data is known by.
public struct RunMaterial: Sendable {
    /// The model beneath an adapter.
    public struct Base: Sendable {
        /// Its directory.
        public var path: String
        /// A hash that other weights would not have.
        public var fingerprint: UInt64

        public init(path: String, fingerprint: UInt64) {
            self.path = path
            self.fingerprint = fingerprint
        }
    }

    /// Where the data comes from, for messages.
    public var name: String
    /// A hash that other data would not have.
    public var fingerprint: UInt64
    /// Writes into a model folder what goes with the model, such as the tokenizer.
    public var accompany: @Sendable (URL) throws -> Void
    /// Bytes of raw text for each held-out token; nil where the text's size is unknown.
    public var heldOutBytesPerToken: Double?
    /// What the data itself has to say at the top of the report.
    public var facts: [RunReport.Fact] = []
    /// What the adapter that is trained stands on; nil where the weights themselves are trained.
    public var base: Base?

    public init(
        name: String, fingerprint: UInt64, heldOutBytesPerToken: Double? = nil,
        accompany: @escaping @Sendable (URL) throws -> Void
    ) {
        self.name = name
        self.fingerprint = fingerprint
        self.accompany = accompany
        self.heldOutBytesPerToken = heldOutBytesPerToken
    }

    /// Copies those of `files` that exist into `folder`.
    package static func copy(_ files: [URL], into folder: URL) throws {
        for file in files where FileManager.default.fileExists(atPath: file.path) {
            try MappedFile(file).withBytes { bytes in
                try AtomicFile.write(bytes, to: folder.appending(path: file.lastPathComponent))
            }
        }
    }
}
