/// Preferences that pass through the model at a time.
public struct PreferenceBatch: Sendable {
    /// The preferences.
    public var examples: [PreferenceExample]
    /// What the reference model says of the texts of each, where there is one: sums of log p over the answers.
    public var references: [TextPair<Double>]
    /// KTO's estimate of the divergence from the reference over the whole step; set by the objective.
    public var divergence = 0.0

    public init(examples: [PreferenceExample], references: [TextPair<Double>]) {
        precondition(examples.count == references.count, "each preference needs its reference")
        self.examples = examples
        self.references = references
    }
}
