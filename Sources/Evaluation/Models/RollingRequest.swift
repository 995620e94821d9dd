/// A text whose probability from its beginning is wanted.
public struct RollingRequest: Sendable, Hashable {
    /// The text, as it lies in its file.
    public var bytes: [UInt8]
    /// Tokens of a window; nil for as many as the model reads.
    public var window: Int?
    /// Tokens of the window before that a window begins with: context that is not scored again.
    public var overlap: Int

    /// Asks for the probability of a text.
    public init(bytes: [UInt8], window: Int? = nil, overlap: Int = 1) {
        self.bytes = bytes
        self.window = window
        self.overlap = overlap
    }
}
