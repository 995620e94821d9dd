import Foundation

/// Round numbers along an axis.
struct AxisTicks: Sendable, Hashable {
    /// The ticks, ascending; the first and the last enclose the data.
    let values: [Double]
    /// The distance between two ticks.
    let distance: Double

    /// About `count` ticks, at multiples of 1, 2, 2.5 or 5 times a power of ten, around `low ... high`.
    init(from low: Double, to high: Double, count: Int) {
        let span = high > low ? high - low : max(abs(high), 1e-12)
        let rough = span / Double(max(1, count))
        let power = pow(10, floor(log10(rough)))
        let factor = [1, 2, 2.5, 5, 10].first { $0 * power >= rough * 0.999 } ?? 10
        distance = factor * power
        let first = Int(floor(low / distance + 1e-9))
        let last = max(first + 1, Int(ceil(high / distance - 1e-9)))
        let distance = distance
        values = (first...last).map { Double($0) * distance }
    }

    /// The text for a value.
    static func label(_ value: Double) -> String {
        abs(value) >= 10_000 ? FigureFormat.count(value) : FigureFormat.significant(value, 4)
    }
}
