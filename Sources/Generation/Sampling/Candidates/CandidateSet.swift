import Glibc

/// The tokens that may still be drawn, most probable first.
///
/// Filters look at it from the front and cut it; what nobody looks at is neither sorted nor weighed one by one.
struct CandidateSet {
    /// So many candidates are put in order at once.
    private static let fewCandidates = 256

    /// All tokens of the row.
    private var ranking = RankedLogits()
    /// The ranks that are left.
    private var ranks = 0..<0
    /// What is left where that is no range of ranks.
    private var chosen: [Candidate]?
    /// The sum of all weights, once it is known.
    private var knownTotal: Double?

    /// Divides the logits in weights; 1 until the temperature has its turn.
    var temperature = 1.0 {
        didSet { knownTotal = nil }
    }

    /// Begins with all tokens of a row, which must stay where it is while this value is asked about it.
    ///
    /// - Throws: ``SamplingError`` if a logit is NaN or plus infinity, or if none is finite.
    mutating func begin(_ logits: UnsafeBufferPointer<Float>) throws(SamplingError) {
        try ranking.begin(logits)
        ranks = 0..<ranking.count
        chosen = nil
        temperature = 1
    }

    /// How many tokens are left.
    var count: Int { chosen?.count ?? ranks.count }

    /// The most probable token of the row, whatever is left.
    var best: Candidate { ranking.best }

    /// The candidate at `index` of what is left; nil behind the last.
    @inline(__always)
    mutating func candidate(at index: Int) -> Candidate? {
        guard index < count else { return nil }
        if let chosen { return chosen[index] }
        let rank = ranks.lowerBound + index
        if rank >= ranking.ranked.count {
            ranking.rank(first: ranks.upperBound <= Self.fewCandidates ? ranks.upperBound : rank + 1)
        }
        return ranking.ranked[rank]
    }

    /// The candidate at `rank` of the whole row, and whether it is left; nil behind the last.
    mutating func ranked(at rank: Int) -> (candidate: Candidate, isLeft: Bool)? {
        guard rank < ranking.count else { return nil }
        ranking.rank(first: rank + 1)
        let candidate = ranking.ranked[rank]
        guard let chosen else { return (candidate, ranks.contains(rank)) }
        return (candidate, chosen.contains(candidate))
    }

    /// All that is left.
    mutating func candidates() -> ArraySlice<Candidate> {
        if let chosen { return chosen[...] }
        ranking.rank(first: ranks.upperBound)
        return ranking.ranked[ranks]
    }

    /// A candidate's probability among what is left; nil if it is not.
    mutating func probability(of candidate: Candidate) -> Double? {
        isLeft(candidate) ? weight(of: candidate) / totalWeight() : nil
    }

    /// Looks at the ends of what is left, so that nothing needs to be put in order for it.
    private mutating func isLeft(_ candidate: Candidate) -> Bool {
        if let chosen { return chosen.contains(candidate) }
        if ranks == 0..<ranking.count { return candidate.logit > -.infinity }
        guard let first = self.candidate(at: 0), let last = self.candidate(at: count - 1) else { return false }
        return !candidate.precedes(first) && !last.precedes(candidate)
    }

    /// Passes over the logits of all that is left: of a whole row in the order of the vocabulary, else in that of choice.
    mutating func forEachLogit(_ body: (Float) -> Void) {
        if chosen == nil, ranks == 0..<ranking.count {
            ranking.forEachLogit(body)
        } else {
            for candidate in candidates() { body(candidate.logit) }
        }
    }

    /// The unnormalised probability of a candidate, 1 for the first one.
    @inline(__always)
    mutating func weight(of candidate: Candidate) -> Double {
        guard let first = self.candidate(at: 0) else { return 0 }
        return exp((Double(candidate.logit) - Double(first.logit)) / temperature)
    }

    /// The sum of the weights of all that is left.
    mutating func totalWeight() -> Double {
        if let knownTotal { return knownTotal }
        var total = 0.0
        if chosen == nil, ranks == 0..<ranking.count {
            total = ranking.totalWeight(at: temperature)
        } else if let highest = candidate(at: 0)?.logit {
            for candidate in candidates() {
                total += exp((Double(candidate.logit) - Double(highest)) / temperature)
            }
        }
        knownTotal = total
        return total
    }

    /// Leaves the first `length`, at least one.
    mutating func keepFirst(_ length: Int) {
        let surplus = count - max(1, length)
        guard surplus > 0 else { return }
        if chosen != nil {
            chosen?.removeLast(surplus)
        } else {
            ranks = ranks.lowerBound..<ranks.upperBound - surplus
        }
        knownTotal = nil
    }

    /// Leaves those whose logit is at most `distance` below the highest.
    mutating func keep(within distance: Double) {
        guard let highest = candidate(at: 0)?.logit else { return }
        if chosen == nil, ranks == 0..<ranking.count, ranks.count > Self.fewCandidates {
            // Counted, not put in order. The least number of single precision within the distance decides alike.
            var lowest = Float(Double(highest) - distance)
            if Double(highest) - Double(lowest) > distance { lowest = lowest.nextUp }
            keepFirst(ranking.count(from: lowest))
        } else {
            var length = 0
            while let candidate = candidate(at: length), Double(highest) - Double(candidate.logit) <= distance {
                length += 1
            }
            keepFirst(length)
        }
    }

    /// Leaves out the first `length`, but not all.
    mutating func dropFirst(_ length: Int) {
        let length = min(length, count - 1)
        guard length > 0 else { return }
        if chosen != nil {
            chosen?.removeFirst(length)
        } else {
            ranks = ranks.lowerBound + length..<ranks.upperBound
        }
        knownTotal = nil
    }

    /// Leaves these alone, which are among what is left and in the same order.
    mutating func keep(_ candidates: [Candidate]) {
        chosen = candidates
        knownTotal = nil
    }
}
