/// Leaves the k most probable tokens.
///
/// Source: Fan, Lewis and Dauphin, "Hierarchical neural story generation" (ACL 2018), section 5.4.
struct TopK: CandidateFilter {
    let count: Int

    var stage: SamplingStage { .topK }

    func apply(to candidates: inout CandidateSet, draws: SamplingDraws) {
        candidates.keepFirst(count)
    }
}
