/// A context, and a continuation whose probability is wanted.
public struct LikelihoodRequest: Sendable, Hashable {
    /// What stands before; may be empty, for the probability of a text from its beginning.
    public var context: String
    /// What is scored, with the space that parts it from the context.
    public var continuation: String

    /// Asks for the probability of `continuation` after `context`.
    public init(context: String = "", continuation: String) {
        self.context = context
        self.continuation = continuation
    }
}
