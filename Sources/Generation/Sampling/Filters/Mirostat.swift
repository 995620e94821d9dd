import Glibc

/// Leaves the tokens of at most so much surprise, and moves that bound after each token towards a target.
///
/// Source: see ``MirostatOptions``.
struct Mirostat: CandidateFilter {
    let options: MirostatOptions

    /// The highest surprise that a token may have, in bits: twice the target at first.
    private(set) var bound: Double

    init(_ options: MirostatOptions) {
        self.options = options
        bound = 2 * options.target
    }

    var stage: SamplingStage { .mirostat }

    func apply(to candidates: inout CandidateSet, draws: SamplingDraws) {
        let least = exp2(-bound) * candidates.totalWeight()
        var count = 0
        while let candidate = candidates.candidate(at: count), candidates.weight(of: candidate) >= least { count += 1 }
        candidates.keepFirst(count)
    }

    /// Notes that a token with this probability, among those that were left, was drawn.
    mutating func observe(probability: Double) {
        bound -= options.learningRate * (-log2(probability) - options.target)
    }
}
