/// A number of which some bytes are written.
///
/// Numbers are canonical, so that what is parsed and written again has the same bytes: no exponent, no zero too many,
/// no negative zero, at most 15 digits where a point may follow, and nothing between 0 and 0.0001.
struct NumberProgress: Hashable, Sendable {
    private(set) var isNegative = false
    /// The digits so far, as a whole number.
    private(set) var digits: UInt64 = 0
    private(set) var digitCount = 0
    /// The digits after the point; nil before it.
    private(set) var fractionCount: Int?

    /// Goes one byte on; false, and unchanged, where no number of the range goes on like this.
    mutating func advance(_ byte: UInt8, in range: NumberRange) -> Bool {
        var next = self
        switch byte {
        case UInt8(ascii: "-") where !isNegative && digitCount == 0: next.isNegative = true
        case UInt8(ascii: ".") where !range.isInteger && digitCount > 0 && fractionCount == nil:
            next.fractionCount = 0
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            guard digitCount < range.maximumDigits, fractionCount != nil || digits > 0 || digitCount == 0 else {
                return false
            }
            next.digits = digits * 10 + UInt64(byte - UInt8(ascii: "0"))
            next.digitCount += 1
            next.fractionCount = fractionCount.map { $0 + 1 }
        default: return false
        }
        guard next.isFeasible(in: range) else { return false }
        self = next
        return true
    }

    /// Whether a digit or a point may follow.
    func goesOn(in range: NumberRange) -> Bool {
        ".0123456789".utf8.contains { byte in
            var next = self
            return next.advance(byte, in: range)
        }
    }

    /// Whether the number may end here.
    func isComplete(in range: NumberRange) -> Bool {
        guard isWellFormed else { return false }
        let (least, most) = range.magnitudes(isNegative: isNegative)
        return (least...max(least, most)).contains(value) && least <= most
    }

    /// Whether the digits so far are a canonical number, whatever the range.
    private var isWellFormed: Bool {
        guard digitCount > 0, !(isNegative && digits == 0) else { return false }
        guard let fractionCount else { return true }
        return fractionCount == 1 || (fractionCount > 1 && digits % 10 != 0)
    }

    /// The magnitude in the units of the range.
    private var value: Int128 {
        Int128(digits) * Self.power(NumberRange.fractionDigits - (fractionCount ?? 0))
    }

    /// Whether some number of the range begins like this.
    func isFeasible(in range: NumberRange) -> Bool {
        if digitCount == 0 {
            return (isNegative ? [true] : [false, true]).contains { sign in
                (0...9).contains { digit in
                    var first = self
                    first.isNegative = sign
                    first.digits = UInt64(digit)
                    first.digitCount = 1
                    return first.isFeasible(in: range)
                }
            }
        }
        if isComplete(in: range) { return true }
        let (least, most) = range.magnitudes(isNegative: isNegative)
        let room = range.maximumDigits - digitCount
        if let fractionCount {
            guard room > 0 else { return false }
            let step = Self.power(NumberRange.fractionDigits - fractionCount - room)
            let first = fractionCount == 0 && !(isNegative && digits == 0) ? value : value + step
            let last = value + Self.power(NumberRange.fractionDigits - fractionCount) - step
            return Self.isMultiple(of: step, from: max(first, least), to: min(last, most), value == 0)
        }
        // More digits before the point, then as many behind it as there is room for.
        for more in 0...(digits == 0 ? 0 : room) {
            let first = Int128(digits) * Self.power(more) * NumberRange.one
            let end = (Int128(digits) + 1) * Self.power(more) * NumberRange.one
            let step = range.isInteger ? NumberRange.one : Self.power(NumberRange.fractionDigits - (room - more))
            let isZero = digits == 0
            // Zero itself is complete, and was looked at above.
            let lowest = isZero ? first + step : first
            if Self.isMultiple(of: step, from: max(lowest, least), to: min(end - step, most), isZero) { return true }
        }
        return false
    }

    /// Whether a multiple of `step` lies between two magnitudes; `fromZero` leaves out what needs an exponent.
    private static func isMultiple(
        of step: Int128, from least: Int128, to most: Int128, _ fromZero: Bool
    ) -> Bool {
        if fromZero, least <= 0, most >= 0 { return true }
        let least = fromZero ? max(least, NumberRange.leastFraction) : max(least, 0)
        return (least + step - 1) / step * step <= most
    }

    private static func power(_ exponent: Int) -> Int128 {
        var power: Int128 = 1
        for _ in 0..<exponent { power *= 10 }
        return power
    }
}
