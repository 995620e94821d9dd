/// A step that leaves out candidates or reshapes their probabilities, seeing what earlier ones left.
protocol CandidateFilter: Sendable {
    /// Which step it is.
    var stage: SamplingStage { get }

    /// Changes `candidates`, of which at least one must be left; `draws` are the numbers of the position.
    func apply(to candidates: inout CandidateSet, draws: SamplingDraws)
}
