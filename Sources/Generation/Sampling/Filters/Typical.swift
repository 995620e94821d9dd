import Glibc

/// Leaves the tokens whose surprise is closest to the entropy, until their probabilities sum to more than a mass.
///
/// Of tokens equally close, the one that comes first in the order of choice goes first.
///
/// Source: Meister et al., "Locally typical sampling" (TACL 2023), section 4.
struct Typical: CandidateFilter {
    let mass: Double

    var stage: SamplingStage { .typical }

    func apply(to candidates: inout CandidateSet, draws: SamplingDraws) {
        let total = candidates.totalWeight()
        guard let highest = candidates.candidate(at: 0)?.logit else { return }
        let logTotal = log(total)
        func surprise(_ candidate: Candidate) -> Double {
            logTotal - (Double(candidate.logit) - Double(highest))
        }
        let all = Array(candidates.candidates())
        var entropy = 0.0
        for candidate in all {
            let surprise = surprise(candidate)
            entropy += exp(-surprise) * surprise
        }
        // Surprise grows along the order of choice, so that the closest are found from its middle outwards.
        let middle = Self.firstIndex(in: all) { surprise($0) >= entropy }
        var left = middle
        var right = middle
        var cumulative = 0.0
        var kept: [Int] = []
        while cumulative <= mass, left > 0 || right < all.count {
            let leftDistance = left > 0 ? entropy - surprise(all[left - 1]) : .infinity
            let rightDistance = right < all.count ? surprise(all[right]) - entropy : .infinity
            var next = right..<right + 1
            if leftDistance <= rightDistance {
                // Equals to the left are taken from their first on.
                var first = left - 1
                while first > 0, all[first - 1].logit == all[left - 1].logit { first -= 1 }
                next = first..<left
                left = first
            } else {
                right += 1
            }
            for index in next where cumulative <= mass {
                kept.append(index)
                cumulative += exp(-surprise(all[index]))
            }
        }
        candidates.keep(kept.sorted().map { all[$0] })
    }

    /// The first index of which `isBehind` is true, as it is of all after it; the end where it is of none.
    private static func firstIndex(in all: [Candidate], where isBehind: (Candidate) -> Bool) -> Int {
        var low = 0
        var high = all.count
        while low < high {
            let middle = (low + high) / 2
            if isBehind(all[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
