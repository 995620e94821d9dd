private import Foundations
import Glibc

/// Chooses the next token from the logits of one position.
///
/// Every choice takes one uniform number, a function of the seed and the position, and walks the tokens from the most
/// to the least probable (equals by ascending id). So the same logits, options and position give the same token,
/// whatever was sampled before; a text continued from its middle goes on as if it had never been interrupted.
public struct Sampler {
    /// The options in force.
    public let options: SamplingOptions

    /// The candidates not yet looked at.
    private var heap = CandidateHeap()

    /// The candidates looked at so far, most probable first.
    private var front: [Candidate] = []

    /// Makes a sampler.
    ///
    /// - Throws: ``SamplingError/invalidOption(name:value:requirement:)`` if an option is out of range.
    public init(_ options: SamplingOptions) throws(SamplingError) {
        try options.validate()
        self.options = options
    }

    /// Chooses the token that follows position `position` of the sequence.
    ///
    /// - Parameters:
    ///   - logits: one unnormalised log-probability a token of the vocabulary; minus infinity excludes a token.
    ///   - position: the index in the whole sequence, prompt included, that the chosen token will have.
    /// - Throws: ``SamplingError`` if a logit is NaN or plus infinity, or if no token is left.
    public mutating func sample(
        logits: UnsafeBufferPointer<Float>, position: Int
    ) throws(SamplingError) -> Int32 {
        if options.isGreedy { return try CandidateHeap.best(of: logits).token }
        let kept = try runChain(logits)
        let target = Self.uniform(seed: options.seed, position: position) * kept.totalWeight
        var cumulative = 0.0
        var index = 0
        while index < kept.count, let candidate = candidate(at: index) {
            let weight = kept.weight(of: candidate, at: options.temperature)
            cumulative += weight
            if cumulative > target { return candidate.token }
            if weight == 0 { break }
            index += 1
        }
        // Rounding left the sum a hair below the total: the last token that has a weight is the one.
        return front[max(index - 1, 0)].token
    }

    /// The most probable tokens, with the model's own probabilities and those that the draw uses.
    ///
    /// - Parameters:
    ///   - logits: as for ``sample(logits:position:)``.
    ///   - count: how many tokens to describe, most probable first.
    /// - Throws: ``SamplingError`` if a logit is NaN or plus infinity, or if no token is left.
    public mutating func distribution(
        logits: UnsafeBufferPointer<Float>, count: Int
    ) throws(SamplingError) -> CandidateDistribution {
        let kept = try runChain(logits)
        let modelTotal = Self.totalWeight(logits, below: kept.highest, at: 1)
        var entries: [CandidateDistribution.Entry] = []
        while entries.count < count, let candidate = candidate(at: entries.count) {
            var probability = 0.0
            if options.isGreedy {
                probability = entries.isEmpty ? 1 : 0
            } else if entries.count < kept.count {
                probability = kept.weight(of: candidate, at: options.temperature) / kept.totalWeight
            }
            entries.append(
                CandidateDistribution.Entry(
                    token: candidate.token,
                    modelProbability: kept.weight(of: candidate, at: 1) / modelTotal,
                    probability: probability
                )
            )
        }
        return CandidateDistribution(entries: entries, keptCount: options.isGreedy ? 1 : kept.count)
    }

    /// The uniform number of a position: the first draw of a generator of its own, seeded with a hash of both.
    package static func uniform(seed: UInt64, position: Int) -> Double {
        var seeds = SplitMix64(seed: seed)
        var generator = SplitMix64(seed: seeds.next() &+ UInt64(truncatingIfNeeded: position))
        return generator.uniform()
    }

    // MARK: - The chain

    /// What the chain left: the first `count` candidates in the order of choice.
    private struct Kept {
        let count: Int
        let highest: Float
        /// The sum of the kept candidates' weights at the temperature of the options.
        let totalWeight: Double

        /// The weight of a candidate, in proportion to that of the most probable token.
        func weight(of candidate: Candidate, at temperature: Double) -> Double {
            Sampler.weight(of: candidate.logit, below: highest, at: temperature)
        }
    }

    /// Runs top-k and top-p, and weighs what they leave at the temperature.
    private mutating func runChain(_ logits: UnsafeBufferPointer<Float>) throws(SamplingError) -> Kept {
        front.removeAll(keepingCapacity: true)
        let highest = try heap.fill(from: logits)
        let temperature = options.isGreedy ? 1 : options.temperature
        let limit = options.topK == 0 ? logits.count : min(options.topK, logits.count)
        if limit == logits.count, options.topP == 1 {
            // Nothing is cut: the weights are summed without putting the whole vocabulary in order.
            let total = Self.totalWeight(logits, below: highest, at: temperature)
            return Kept(count: limit, highest: highest, totalWeight: total)
        }
        var mass = 0.0
        if limit == logits.count {
            mass = Self.totalWeight(logits, below: highest, at: 1)
        } else {
            for index in 0..<limit {
                if let candidate = candidate(at: index) {
                    mass += Self.weight(of: candidate.logit, below: highest, at: 1)
                }
            }
        }
        var count = 0
        var cumulative = 0.0
        var totalWeight = 0.0
        while count < limit, count == 0 || cumulative < options.topP * mass, let candidate = candidate(at: count) {
            cumulative += Self.weight(of: candidate.logit, below: highest, at: 1)
            totalWeight += Self.weight(of: candidate.logit, below: highest, at: temperature)
            count += 1
        }
        return Kept(count: count, highest: highest, totalWeight: totalWeight)
    }

    /// The candidate at `index` in the order of choice, taken from the heap where it has not been looked at yet.
    private mutating func candidate(at index: Int) -> Candidate? {
        while front.count <= index {
            guard let next = heap.pop() else { return nil }
            front.append(next)
        }
        return front[index]
    }

    /// The unnormalised probability of a logit, 1 for the highest of all.
    private static func weight(of logit: Float, below highest: Float, at temperature: Double) -> Double {
        exp((Double(logit) - Double(highest)) / temperature)
    }

    /// The sum of all tokens' weights.
    private static func totalWeight(
        _ logits: UnsafeBufferPointer<Float>, below highest: Float, at temperature: Double
    ) -> Double {
        var sum = 0.0
        for logit in logits { sum += weight(of: logit, below: highest, at: temperature) }
        return sum
    }
}
