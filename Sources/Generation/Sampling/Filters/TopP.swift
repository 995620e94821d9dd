/// Leaves the fewest most probable tokens whose probabilities sum to at least a mass.
///
/// Source: Holtzman et al., "The curious case of neural text degeneration" (ICLR 2020), section 3.1.
struct TopP: CandidateFilter {
    let mass: Double

    var stage: SamplingStage { .topP }

    func apply(to candidates: inout CandidateSet, draws: SamplingDraws) {
        let wanted = mass * candidates.totalWeight()
        var cumulative = 0.0
        var count = 0
        while cumulative < wanted, let candidate = candidates.candidate(at: count) {
            cumulative += candidates.weight(of: candidate)
            count += 1
        }
        candidates.keepFirst(count)
    }
}
