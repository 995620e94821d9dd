/// Leaves the tokens whose logit is at most n standard deviations of all logits below the highest.
///
/// Source: Tang et al., "Top-nσ: not all logits are you need" (2024), algorithm 1.
struct TopNSigma: CandidateFilter {
    let deviations: Double

    var stage: SamplingStage { .topNSigma }

    func apply(to candidates: inout CandidateSet, draws: SamplingDraws) {
        guard let highest = candidates.candidate(at: 0)?.logit else { return }
        // Differences to the highest, so that large logits lose no digits. The order is that of the vocabulary.
        var sum = 0.0
        var squares = 0.0
        candidates.forEachLogit { logit in
            let difference = Double(logit) - Double(highest)
            sum += difference
            squares += difference * difference
        }
        let count = Double(candidates.count)
        let mean = sum / count
        let deviation = max(0, squares / count - mean * mean).squareRoot()
        candidates.keep(within: deviations * deviation)
    }
}
