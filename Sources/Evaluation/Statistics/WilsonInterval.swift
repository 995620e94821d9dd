/// Where the true share lies with 95 per cent confidence, after `successes` of `count`.
///
/// Unlike share ± error it stays within 0 and 1 and says something of few samples.
/// Source: Wilson, "Probable inference, the law of succession, and statistical inference" (1927).
public struct WilsonInterval: Sendable, Hashable {
    /// The 97.5th percentile of the normal distribution.
    private static let quantile = 1.959963984540054

    /// The lower end.
    public let low: Double
    /// The upper end.
    public let high: Double

    /// The interval; half a success stands for a tie. Without samples nothing is known: 0 to 1.
    public init(successes: Double, count: Int) {
        guard count > 0 else {
            (low, high) = (0, 1)
            return
        }
        let number = Double(count), share = successes / number, square = Self.quantile * Self.quantile
        let centre = share + square / (2 * number)
        let width = Self.quantile * (share * (1 - share) / number + square / (4 * number * number)).squareRoot()
        low = max(0, (centre - width) / (1 + square / number))
        high = min(1, (centre + width) / (1 + square / number))
    }
}
