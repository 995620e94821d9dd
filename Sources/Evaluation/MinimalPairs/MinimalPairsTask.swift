/// Whether a model holds right sentences more probable than wrong ones.
///
/// Each sentence is scored whole, from its beginning. Pairs of the same sentence twice, of which the published data have
/// two, are left out and counted. The total is the mean of the phenomena, each with the same weight.
/// Source: Warstadt et al., "BLiMP: the benchmark of linguistic minimal pairs for English" (2020), section 4.
public struct MinimalPairsTask: EvaluationTask {
    public let name = "blimp"

    /// The task.
    public init() {}

    public func outcomes(
        of samples: [MinimalPair], by model: any EvaluatedModel
    ) async throws -> [MinimalPairOutcome] {
        let requests = samples.flatMap { [$0.good, $0.bad] }.map { LikelihoodRequest(continuation: $0) }
        let scores = try await model.logLikelihoods(of: requests)
        return samples.enumerated().map { index, pair in
            MinimalPairOutcome(pair: pair, good: scores[2 * index], bad: scores[2 * index + 1])
        }
    }

    public func report(on all: [MinimalPairOutcome]) -> EvaluationReport {
        let outcomes = all.filter { $0.pair.good != $0.pair.bad }, equal = all.count - outcomes.count
        let phenomena = Set(outcomes.map(\.pair.phenomenon)).sorted()
        let metrics = phenomena.map { phenomenon in
            EvaluationMetric(
                "accuracy", group: phenomenon,
                ScoreEstimate(shareOf: outcomes.filter { $0.pair.phenomenon == phenomenon }.map(\.isRight)))
        }
        let total = EvaluationMetric("accuracy", ScoreEstimate(meanOf: metrics.map(\.estimate)))
        return EvaluationReport(
            task: name, metrics: [total] + metrics,
            notes: equal == 0 ? [] : ["\(equal) pairs are twice the same sentence, and in no score"])
    }
}
