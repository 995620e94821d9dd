/// The canonical texts of a ``NumberRange``.
struct NumberLanguage {
    private struct Limits {
        var lower: NumberLimit?
        var upper: NumberLimit?
        var isEmpty = false
    }

    /// The most states while the automaton is made: multiples need one for each remainder and digit.
    private static let stateLimit = 200_000
    private static let bytes = Array("-.0123456789".utf8)

    private let range: NumberRange
    private let positive: Limits
    private let negative: Limits

    private init(_ range: NumberRange) {
        func limits(isNegative: Bool) -> Limits {
            let (least, most) = range.magnitudes(isNegative: isNegative)
            guard most >= max(least, 0) else { return Limits(isEmpty: true) }
            // Magnitudes of 0 and of the smallest unit limit nothing: negative zero is never written.
            let unlimited = Int128(1) << 110
            return Limits(
                lower: least > 1 ? NumberLimit(units: least) : nil,
                upper: most < unlimited ? NumberLimit(units: most) : nil)
        }
        self.range = range
        positive = limits(isNegative: false)
        negative = limits(isNegative: true)
    }

    /// All numbers of the range.
    ///
    /// - Throws: ``LanguageError`` where a divisor asks for too many states.
    static func make(_ range: NumberRange) throws(LanguageError) -> RegularLanguage {
        let scanner = NumberLanguage(range)
        var classes = [UInt8](repeating: 0, count: 256)
        for (index, byte) in bytes.enumerated() { classes[Int(byte)] = UInt8(index + 1) }
        return try RegularLanguage(
            start: NumberScan(), classes: classes, limit: stateLimit,
            row: { scan in [nil] + bytes.map { scanner.step(scan, $0) } }, accepts: { scanner.isComplete($0) })
    }

    private func limits(_ scan: NumberScan) -> Limits { scan.isNegative ? negative : positive }

    private func step(_ scan: NumberScan, _ byte: UInt8) -> NumberScan? {
        var next = scan
        switch byte {
        case UInt8(ascii: "-"):
            guard !scan.isNegative, scan.digitCount == 0, !negative.isEmpty else { return nil }
            next.isNegative = true
        case UInt8(ascii: "."):
            guard !range.isInteger, scan.digitCount > 0, scan.fractionCount == nil else { return nil }
            next.fractionCount = 0
        default:
            guard scan.digitCount < range.maximumDigits, !limits(scan).isEmpty else { return nil }
            guard scan.fractionCount != nil || !scan.isZero || scan.digitCount == 0 else { return nil }
            if let limit = limits(scan).lower { next.lower = limit.compare(scan.lower, byte, scan) }
            if let limit = limits(scan).upper { next.upper = limit.compare(scan.upper, byte, scan) }
            let digit = Int(byte - UInt8(ascii: "0"))
            next.isZero = scan.isZero && digit == 0
            next.endsInZero = digit == 0
            next.digitCount += 1
            next.fractionCount = scan.fractionCount.map { $0 + 1 }
            // Digits that no multiple has are looked at in the end.
            if let divisor = range.divisor, next.fractionCount ?? 0 <= divisor.fractionCount {
                next.remainder = (scan.remainder * 10 + digit) % divisor.units
            }
            // What is smaller is written with an exponent.
            if next.isZero, next.fractionCount == 4 { return nil }
        }
        return next
    }

    private func isComplete(_ scan: NumberScan) -> Bool {
        guard scan.digitCount > 0, !(scan.isNegative && scan.isZero) else { return false }
        if let count = scan.fractionCount { guard count == 1 || (count > 1 && !scan.endsInZero) else { return false } }
        let limits = limits(scan)
        if let lower = limits.lower { guard lower.order(scan.lower, scan) != .below else { return false } }
        if let upper = limits.upper { guard upper.order(scan.upper, scan) != .above else { return false } }
        return range.divisor.map { isMultiple(of: $0, scan) } ?? true
    }

    private func isMultiple(of divisor: NumberRange.Divisor, _ scan: NumberScan) -> Bool {
        let excess = (scan.fractionCount ?? 0) - divisor.fractionCount
        // Without zeros at the end, only `.0` has digits that a multiple lacks.
        if excess > 0 { return scan.endsInZero && scan.remainder == 0 }
        var value = scan.remainder
        for _ in 0..<(-excess) { value = value * 10 % divisor.units }
        return value == 0
    }
}
