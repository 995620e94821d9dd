/// A score measured on a sample, and how far it may be from that of all there is.
public struct ScoreEstimate: Sendable, Hashable {
    /// The score.
    public var value: Double
    /// Its standard error; nil where there are too few samples to tell.
    public var standardError: Double?
    /// Samples that it rests on.
    public var count: Int

    /// A score whose standard error is known.
    public init(value: Double, standardError: Double?, count: Int) {
        self.value = value
        self.standardError = standardError
        self.count = count
    }

    /// The mean of independent samples: its standard error is s / sqrt(n), with the n - 1 of the unbiased variance.
    public init(meanOf samples: [Double]) {
        count = samples.count
        let number = Double(count)
        value = count == 0 ? 0 : samples.reduce(0, +) / number
        guard count > 1 else { return }
        let mean = value
        let variance = samples.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (number - 1)
        standardError = (variance / number).squareRoot()
    }

    /// The share of samples that hold: sqrt(p (1 - p) / (n - 1)) is the same formula for zeros and ones.
    public init(shareOf samples: [Bool]) {
        self.init(meanOf: samples.map { $0 ? 1 : 0 })
    }

    /// The mean of scores of disjoint samples, each of the same weight: sqrt(sum of squared errors) / k.
    public init(meanOf estimates: [ScoreEstimate]) {
        count = estimates.reduce(0) { $0 + $1.count }
        let number = Double(max(estimates.count, 1))
        value = estimates.reduce(0) { $0 + $1.value } / number
        let errors = estimates.compactMap(\.standardError)
        guard !estimates.isEmpty, errors.count == estimates.count else { return }
        standardError = errors.reduce(0) { $0 + $1 * $1 }.squareRoot() / number
    }

    /// A ratio of sums over independent samples, such as nats for each byte.
    ///
    /// The error is that of the linearised ratio: sqrt(n / (n - 1) sum (a - r b)^2) / sum b.
    /// Source: Cochran, "Sampling techniques" (1977), equation 2.39.
    public init(ratioOf samples: [(above: Double, below: Double)]) {
        count = samples.count
        let below = samples.reduce(0) { $0 + $1.below }, number = Double(count)
        value = below == 0 ? 0 : samples.reduce(0) { $0 + $1.above } / below
        guard count > 1, below > 0 else { return }
        let ratio = value
        let squares = samples.reduce(0) { sum, sample in
            let rest = sample.above - ratio * sample.below
            return sum + rest * rest
        }
        standardError = (number / (number - 1) * squares).squareRoot() / below
    }
}
