/// A line of a hunk.
public struct PatchLine: Sendable, Hashable {
    /// What becomes of it.
    public enum Kind: Sendable, Hashable {
        /// It stays.
        case context
        /// It goes.
        case removed
        /// It comes.
        case added
    }

    /// What becomes of it.
    public var kind: Kind
    /// The line without its end.
    public var text: String

    /// A line of a hunk.
    public init(_ kind: Kind, _ text: String) {
        self.kind = kind
        self.text = text
    }
}
