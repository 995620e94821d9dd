/// An element of a ``GenerationStream``.
public enum GenerationEvent: Sendable, Hashable {
    /// The model produced a token.
    case token(GeneratedToken)
    /// The text has ended; always the last event.
    case finished(GenerationResult)
}
