/// What a text may be: decides, token by token, which may come next.
///
/// A value type, so that a request can be run again: a generation works on its own copy, which begins at the start of
/// the text.
public protocol TokenConstraint: Sendable {
    /// The tokens that may come next, those that end the text included.
    func allowedTokens() -> TokenMask

    /// Whether `token` may come next: the same as asking the mask, and cheaper.
    func allows(_ token: Int32) -> Bool

    /// Goes on with `token`; false, and unchanged, where it may not come next.
    mutating func accept(_ token: Int32) -> Bool

    /// Tokens that follow of necessity, in their order; they may be taken without asking the model.
    ///
    /// Empty where there is a choice, and where the text may end.
    func forcedTokens() -> [Int32]

    /// Whether the text may end here, with an end token or without one.
    var isComplete: Bool { get }
}

extension TokenConstraint {
    public func allows(_ token: Int32) -> Bool { allowedTokens().contains(token) }

    public func forcedTokens() -> [Int32] { [] }
}
