import Foundations

/// The numbers from a lower to an upper limit, counted in units of 10^-14, so that decimals are compared exactly.
package struct NumberRange: Sendable, Hashable {
    /// The digits after the point that a unit stands for.
    package static let fractionDigits = 14
    static let one: Int128 = 100_000_000_000_000
    /// Below this, numbers other than 0 are written with an exponent: 0.0001.
    static let leastFraction: Int128 = 10_000_000_000

    /// Whether only whole numbers are meant.
    package let isInteger: Bool
    private(set) var lower: Int128
    private(set) var upper: Int128

    /// All numbers.
    init(isInteger: Bool) {
        self.isInteger = isInteger
        upper = Self.one * 1_000_000_000_000_000_000_000
        lower = -upper
    }

    mutating func raise(to limit: Int128) { lower = max(lower, limit) }
    mutating func lower(to limit: Int128) { upper = min(upper, limit) }

    /// The digits of a number that is decoded: those of 64-bit integers, or as many as every `Double` keeps.
    var maximumDigits: Int { isInteger ? 19 : 15 }

    /// The limits on the magnitude of what can be decoded; empty where there is nothing.
    func magnitudes(isNegative: Bool) -> (least: Int128, most: Int128) {
        let bottom = isInteger ? max(lower, Int128(Int64.min) * Self.one) : lower
        let top = isInteger ? min(upper, Int128(Int64.max) * Self.one) : upper
        return isNegative ? (max(-top, 1), -bottom) : (max(bottom, 0), top)
    }

    func overlaps(_ other: NumberRange) -> Bool {
        max(lower, other.lower) <= min(upper, other.upper)
    }

    /// A limit in units; nil where it has more digits than units or than 15.
    static func units(of value: JSONValue) -> Int128? {
        guard case .number(let number) = value else { return value.int.map { Int128($0) * one } }
        // Beyond everything that is decoded, one limit is as good as another.
        guard abs(number) < 1e19 else { return Int128(number < 0 ? -1 : 1) * 10_000_000_000_000_000_000 * one }
        // The digits that Swift writes are the fewest that read back as the same number.
        let parts = abs(number).description.split(separator: "e")
        let digits = parts[0].split(separator: ".")
        let fraction = digits.count > 1 && digits[1] != "0" ? digits[1] : ""
        let exponent = (parts.count > 1 ? Int(parts[1]) ?? 0 : 0) - fraction.count + fractionDigits
        guard let mantissa = Int128(digits[0] + fraction), String(mantissa).count <= 15 || fraction.isEmpty else {
            return nil
        }
        guard exponent >= 0 || mantissa == 0 else { return nil }
        var units = mantissa
        for _ in 0..<max(0, exponent) { units *= 10 }
        return number < 0 ? -units : units
    }
}
