/// A text to be foreseen.
public struct TextSample: Sendable, Hashable {
    /// Where it was read.
    public var origin: String
    /// The text, as it lies in its file.
    public var bytes: [UInt8]

    /// A text.
    public init(origin: String, bytes: [UInt8]) {
        self.origin = origin
        self.bytes = bytes
    }
}
