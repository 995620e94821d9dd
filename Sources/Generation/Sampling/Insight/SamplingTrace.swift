/// What each step of the sampler made of the candidates of one position.
public struct SamplingTrace: Sendable, Hashable {
    /// One step that ran.
    public struct Step: Sendable, Hashable {
        /// Which one.
        public let stage: SamplingStage
        /// How many tokens were left after it.
        public let keptCount: Int
    }

    /// A token on its way through the steps.
    public struct Candidate: Sendable, Hashable {
        /// The token's id.
        public let token: Int32
        /// The model's own probability, before the first step.
        public let modelProbability: Double
        /// The probability after each of ``SamplingTrace/steps``: 0 from the step on that left the token out.
        public let probabilities: [Double]
        /// The step that left it out; nil where it could be drawn.
        public let removedBy: SamplingStage?
        /// The probability of being drawn.
        public var probability: Double { probabilities.last ?? modelProbability }
    }

    /// The steps that ran, in order. Those that are switched off are missing.
    public let steps: [Step]
    /// The model's most probable tokens, most probable first; then the one that was drawn and what else was asked for,
    /// where they are not among those.
    public let candidates: [Candidate]
    /// The token that was drawn.
    public let drawn: Int32
    /// The uniform number of the draw; nil where none was made.
    public let draw: Double?
}
