import Glibc

/// Leaves the tokens that have at least a share of the most probable one's probability.
///
/// Source: Nguyen et al., "Turning up the heat: min-p sampling for creative and coherent LLM outputs" (2024), section 3.
struct MinP: CandidateFilter {
    let share: Double

    var stage: SamplingStage { .minP }

    func apply(to candidates: inout CandidateSet, draws: SamplingDraws) {
        candidates.keep(within: -log(share))
    }
}
