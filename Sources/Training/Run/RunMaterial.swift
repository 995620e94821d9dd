public import Foundation

/// What a run has beside its batches: the files that go with its model, and what its data is known by.
public struct RunMaterial: Sendable {
    /// Where the data comes from, for messages.
    public var name: String
    /// A hash that other data would not have.
    public var fingerprint: UInt64
    /// Files that go into every model folder, such as the tokenizer; those that do not exist are left out.
    public var modelFiles: [URL]
    /// Bytes of raw text for each held-out token; nil where the text's size is unknown.
    public var heldOutBytesPerToken: Double?

    public init(name: String, fingerprint: UInt64, modelFiles: [URL], heldOutBytesPerToken: Double? = nil) {
        self.name = name
        self.fingerprint = fingerprint
        self.modelFiles = modelFiles
        self.heldOutBytesPerToken = heldOutBytesPerToken
    }
}
