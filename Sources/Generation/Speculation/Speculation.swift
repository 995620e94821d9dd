/// Whether and how several tokens are guessed ahead, for the model to confirm in one step.
///
/// The text is the same, token for token, with and without: a token is what the sampler chooses from the model's own logits.
/// Guessing rests by itself where it does not pay.
///
/// Source: Leviathan, Kalman and Matias, "Fast inference from transformers via speculative decoding" (2023); here the sampler's
/// draw belongs to the position, so that confirming needs no draw of its own.
public enum Speculation: Sendable, Hashable {
    /// One token a step.
    case none
    /// What followed the same tokens earlier in the text is guessed, at most `longest` tokens at a time.
    case promptLookup(longest: Int = 7)
    /// The engine's draft model guesses, at most `longest` tokens at a time; nothing is guessed where it has none.
    case draftModel(longest: Int = 5)
}
