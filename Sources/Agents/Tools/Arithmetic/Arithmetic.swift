/// Values of expressions of `+ - * / %`, parentheses and a minus sign, computed exactly.
///
/// `*`, `/` and `%` bind tighter than `+` and `-`, equals are taken from the left, and a sign binds tightest.
struct Arithmetic {
    /// The most bits of a number on the way: about 3,000 decimal digits.
    static let maximumBits = 10_000
    /// The most parentheses and signs inside one another.
    static let maximumDepth = 200
    /// The most bytes of an expression.
    static let maximumBytes = 20_000
    /// Digits shown of a number whose digits have no end.
    static let shownDigits = 12

    private let bytes: [UInt8]
    private var position = 0
    private var depth = 0

    /// The value of an expression, in decimal.
    static func value(of expression: String) throws(ArithmeticError) -> String {
        guard expression.utf8.count <= maximumBytes else {
            throw ArithmeticError(reason: "the expression is longer than \(maximumBytes) bytes", column: nil)
        }
        var arithmetic = Arithmetic(bytes: Array(expression.utf8))
        let value = try arithmetic.sum()
        guard arithmetic.position == arithmetic.bytes.count else { throw arithmetic.unexpected("an operator") }
        return value.decimal(digits: shownDigits)
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private mutating func sum() throws(ArithmeticError) -> Rational {
        var value = try product()
        while true {
            switch peek() {
            case UInt8(ascii: "+"):
                position += 1
                value = try limited(value + product())
            case UInt8(ascii: "-"):
                position += 1
                value = try limited(value - product())
            default: return value
            }
        }
    }

    private mutating func product() throws(ArithmeticError) -> Rational {
        var value = try factor()
        while let sign = peek() {
            let start = position
            switch sign {
            case UInt8(ascii: "*"):
                position += 1
                if peek() == UInt8(ascii: "*") { throw failure("'**' is not known: use '*'", start) }
                value = try limited(value * factor())
            case UInt8(ascii: "/"), UInt8(ascii: "%"):
                position += 1
                if sign == UInt8(ascii: "/"), peek() == sign { throw failure("'//' is not known: use '/'", start) }
                let divisor = try factor()
                guard !divisor.isZero else { throw failure("division by zero", start) }
                value = try limited(sign == UInt8(ascii: "/") ? value / divisor : value % divisor)
            default: return value
            }
        }
        return value
    }

    private mutating func factor() throws(ArithmeticError) -> Rational {
        switch peek() {
        case UInt8(ascii: "-"):
            try descend()
            let value = try factor()
            depth -= 1
            return -value
        case UInt8(ascii: "("):
            let start = position
            try descend()
            let value = try sum()
            guard peek() == UInt8(ascii: ")") else {
                if peek() == nil { throw failure("the parenthesis is never closed", start) }
                throw unexpected("an operator or ')'")
            }
            position += 1
            depth -= 1
            return value
        case .some(UInt8(ascii: "0")...UInt8(ascii: "9")), UInt8(ascii: "."): return try number()
        default: throw unexpected("a number")
        }
    }

    private mutating func descend() throws(ArithmeticError) {
        guard depth < Self.maximumDepth else {
            throw failure("parentheses and signs are nested deeper than \(Self.maximumDepth)", position)
        }
        depth += 1
        position += 1
    }

    private mutating func number() throws(ArithmeticError) -> Rational {
        let start = position
        var digits = takeDigits()
        var denominator = BigNatural.one
        if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
            position += 1
            let fraction = takeDigits()
            guard !fraction.isEmpty else { throw unexpected("a digit after the point") }
            digits += fraction
            denominator = BigNatural(
                decimalDigits: [UInt8(ascii: "1")] + [UInt8](repeating: UInt8(ascii: "0"), count: fraction.count))
        }
        if position < bytes.count, isPartOfWord(bytes[position]) { throw unexpected("an operator") }
        // Four bits hold a digit: what is longer is refused before the work of reading it.
        guard digits.count * 4 <= Self.maximumBits * 5 / 4 else { throw failure("the number is too long", start) }
        return try limited(
            Rational(isNegative: false, numerator: BigNatural(decimalDigits: digits), denominator: denominator))
    }

    private mutating func takeDigits() -> [UInt8] {
        let start = position
        while position < bytes.count, bytes[position] &- UInt8(ascii: "0") < 10 { position += 1 }
        return Array(bytes[start..<position])
    }

    private func isPartOfWord(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",")
            || (byte | 0x20) &- UInt8(ascii: "a") < 26
    }

    private func limited(_ value: Rational) throws(ArithmeticError) -> Rational {
        guard value.bitWidth <= Self.maximumBits else {
            throw ArithmeticError(reason: "the numbers grow too large (more than 3,000 digits)", column: nil)
        }
        return value
    }

    /// The next byte that is no white space.
    private mutating func peek() -> UInt8? {
        while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) { position += 1 }
        return position < bytes.count ? bytes[position] : nil
    }

    private mutating func unexpected(_ expected: String) -> ArithmeticError {
        guard peek() != nil else { return ArithmeticError(reason: "expected \(expected), found the end", column: nil) }
        let rest = String(decoding: bytes[position...], as: UTF8.self)
        let found = ShownText.quoted(String(rest.unicodeScalars.prefix(1)))
        return failure("expected \(expected), found \(found)", position)
    }

    private func failure(_ reason: String, _ position: Int) -> ArithmeticError {
        let before = String(decoding: bytes.prefix(position), as: UTF8.self)
        return ArithmeticError(reason: reason, column: before.unicodeScalars.count + 1)
    }
}
