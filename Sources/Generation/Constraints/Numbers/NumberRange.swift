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
    /// What numbers must be a multiple of; nil for any.
    private(set) var divisor: Divisor?

    /// A decimal number: so many units of 10 to the power of `-fractionCount`.
    package struct Divisor: Sendable, Hashable {
        let units: Int
        let fractionCount: Int
    }

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

    /// Leaves the multiples of a number, itself in units; false where there are too many digits.
    mutating func keepMultiples(of units: Int128) -> Bool {
        var (units, count) = (units, Self.fractionDigits)
        while count > 0, units % 10 == 0 { (units, count) = (units / 10, count - 1) }
        guard units > 0, units <= 1_000_000 else { return false }
        divisor = Divisor(units: Int(units), fractionCount: count)
        return true
    }

    /// The numbers of both; nil where that cannot be said with few digits.
    func intersection(_ other: NumberRange) -> NumberRange? {
        var result = NumberRange(isInteger: isInteger || other.isInteger)
        result.lower = max(lower, other.lower)
        result.upper = min(upper, other.upper)
        result.divisor = divisor ?? other.divisor
        if let first = divisor, let second = other.divisor {
            guard let both = Self.leastCommonMultiple(first, second) else { return nil }
            result.divisor = both
        }
        return result
    }

    private static func leastCommonMultiple(_ left: Divisor, _ right: Divisor) -> Divisor? {
        let count = max(left.fractionCount, right.fractionCount)
        var (a, b) = (left.units, right.units)
        for _ in left.fractionCount..<count { a = a.multipliedReportingOverflow(by: 10).partialValue }
        for _ in right.fractionCount..<count { b = b.multipliedReportingOverflow(by: 10).partialValue }
        guard a > 0, b > 0 else { return nil }
        var (greater, lesser) = (a, b)
        while lesser > 0 { (greater, lesser) = (lesser, greater % lesser) }
        let multiple = (a / greater).multipliedReportingOverflow(by: b)
        guard !multiple.overflow, multiple.partialValue <= 1_000_000 else { return nil }
        return Divisor(units: multiple.partialValue, fractionCount: count)
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
