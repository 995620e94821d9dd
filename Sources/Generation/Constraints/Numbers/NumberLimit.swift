/// A limit on the magnitude of a number, digit by digit.
struct NumberLimit {
    /// The digits before the point: at least one, and no zero too many.
    private let whole: [UInt8]
    /// All digits after the point.
    private let fraction: [UInt8]

    /// - Parameter units: in the units of a ``NumberRange``; not negative.
    init(units: Int128) {
        whole = Array(String(units / NumberRange.one).utf8)
        let digits = Array(String(units % NumberRange.one).utf8)
        let zeros = [UInt8](repeating: UInt8(ascii: "0"), count: NumberRange.fractionDigits - digits.count)
        fraction = zeros + digits
    }

    /// Compares one more digit; what is behind the limit's own digits is decided at the end.
    func compare(_ order: NumberScan.Order, _ digit: UInt8, _ scan: NumberScan) -> NumberScan.Order {
        guard order == .equal else { return order }
        let other: UInt8
        if let count = scan.fractionCount {
            guard count < fraction.count else { return order }
            other = fraction[count]
        } else {
            guard scan.digitCount < whole.count else { return order }
            other = whole[scan.digitCount]
        }
        return digit < other ? .below : digit > other ? .above : .equal
    }

    /// How a whole number compares with the limit, where its digits compared like `order`.
    func order(_ order: NumberScan.Order, _ scan: NumberScan) -> NumberScan.Order {
        let count = scan.digitCount - (scan.fractionCount ?? 0)
        if count != whole.count { return count < whole.count ? .below : .above }
        guard order == .equal else { return order }
        return fraction[(scan.fractionCount ?? 0)...].allSatisfy { $0 == UInt8(ascii: "0") } ? .equal : .below
    }
}
