/// Penalties on tokens that the text has lately used.
///
/// Sources: Keskar et al., "CTRL" (2019), section 4.1, for ``repetition``, with the correction that logits below 0 are
/// multiplied; the API of OpenAI for ``presence`` and ``frequency``.
public struct PenaltyOptions: Sendable, Hashable {
    /// How many of the last tokens, those of the prompt included, count; 0 counts none, -1 all.
    public var window: Int

    /// Divides the logits above 0 of tokens that occur, and multiplies those below; 1 changes nothing.
    public var repetition: Double

    /// Is taken from the logit of a token that occurs; 0 changes nothing.
    public var presence: Double

    /// Is taken from the logit of a token for each time it occurs; 0 changes nothing.
    public var frequency: Double

    /// Penalties over the last 64 tokens that change nothing unless told otherwise.
    public init(window: Int = 64, repetition: Double = 1, presence: Double = 0, frequency: Double = 0) {
        self.window = window
        self.repetition = repetition
        self.presence = presence
        self.frequency = frequency
    }

    /// Whether some logit may change.
    var changesLogits: Bool { window != 0 && (repetition != 1 || presence != 0 || frequency != 0) }
}
