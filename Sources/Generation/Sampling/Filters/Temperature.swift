import Glibc

/// Divides the logits of what is left.
///
/// Source: Ackley, Hinton and Sejnowski, "A learning algorithm for Boltzmann machines" (1985); for the dynamic one see
/// ``DynamicTemperature``.
struct Temperature: CandidateFilter {
    let value: Double
    let dynamic: DynamicTemperature

    var stage: SamplingStage { .temperature }

    func apply(to candidates: inout CandidateSet, draws: SamplingDraws) {
        candidates.temperature = dynamic.range == 0 ? value : temperature(of: &candidates)
    }

    private func temperature(of candidates: inout CandidateSet) -> Double {
        guard candidates.count > 1 else { return value }
        let total = candidates.totalWeight()
        var entropy = 0.0
        for candidate in candidates.candidates() {
            let probability = candidates.weight(of: candidate) / total
            if probability > 0 { entropy -= probability * log(probability) }
        }
        let share = min(1, max(0, entropy / log(Double(candidates.count))))
        let low = max(0, value - dynamic.range)
        // A temperature of 0 would divide by it: so small a one leaves the most probable token alone as well.
        return max(1e-9, low + (value + dynamic.range - low) * pow(share, dynamic.exponent))
    }
}
