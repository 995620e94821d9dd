/// Now and then leaves out every token above a threshold but the least probable of them.
///
/// Source: see ``XTCOptions``.
struct ExcludeTopChoices: CandidateFilter {
    let options: XTCOptions

    var stage: SamplingStage { .xtc }

    func apply(to candidates: inout CandidateSet, draws: SamplingDraws) {
        guard draws.exclusion < options.probability else { return }
        let threshold = options.threshold * candidates.totalWeight()
        var choices = 0
        while let candidate = candidates.candidate(at: choices), candidates.weight(of: candidate) >= threshold {
            choices += 1
        }
        candidates.dropFirst(choices - 1)
    }
}
