/// An exact number: a fraction of two whole numbers in lowest terms.
struct Rational: Hashable, Sendable {
    let isNegative: Bool
    let numerator: BigNatural
    let denominator: BigNatural

    /// A fraction, reduced; the denominator must not be zero.
    init(isNegative: Bool, numerator: BigNatural, denominator: BigNatural = .one) {
        if denominator.isOne {
            self.numerator = numerator
            self.denominator = denominator
        } else {
            let divisor = BigNatural.greatestCommonDivisor(numerator, denominator)
            self.numerator = numerator.divided(by: divisor).quotient
            self.denominator = denominator.divided(by: divisor).quotient
        }
        self.isNegative = isNegative && !numerator.isZero
    }

    var isZero: Bool { numerator.isZero }

    /// The bits that it takes, by which its size is limited.
    var bitWidth: Int { max(numerator.bitWidth, denominator.bitWidth) }

    static prefix func - (value: Rational) -> Rational {
        Rational(isNegative: !value.isNegative, numerator: value.numerator, denominator: value.denominator)
    }

    static func + (left: Rational, right: Rational) -> Rational {
        let first = left.numerator * right.denominator
        let second = right.numerator * left.denominator
        let denominator = left.denominator * right.denominator
        if left.isNegative == right.isNegative {
            return Rational(isNegative: left.isNegative, numerator: first + second, denominator: denominator)
        }
        return first < second
            ? Rational(isNegative: right.isNegative, numerator: second - first, denominator: denominator)
            : Rational(isNegative: left.isNegative, numerator: first - second, denominator: denominator)
    }

    static func - (left: Rational, right: Rational) -> Rational { left + -right }

    static func * (left: Rational, right: Rational) -> Rational {
        Rational(
            isNegative: left.isNegative != right.isNegative, numerator: left.numerator * right.numerator,
            denominator: left.denominator * right.denominator)
    }

    /// The quotient; `right` must not be zero.
    static func / (left: Rational, right: Rational) -> Rational {
        Rational(
            isNegative: left.isNegative != right.isNegative, numerator: left.numerator * right.denominator,
            denominator: left.denominator * right.numerator)
    }

    /// What is left of `left` after as many whole `right` as fit, rounded down: it has the sign of `right`, as in
    /// Python; `right` must not be zero.
    static func % (left: Rational, right: Rational) -> Rational { left - right * (left / right).roundedDown }

    /// The largest whole number that is not larger.
    var roundedDown: Rational {
        let (quotient, remainder) = numerator.divided(by: denominator)
        let whole = isNegative && !remainder.isZero ? quotient + .one : quotient
        return Rational(isNegative: isNegative, numerator: whole)
    }

    /// The number in decimal: whole numbers without a point, finite fractions with all their digits, others with
    /// `digits` digits after the point (and after the zeros there, where the whole part is zero), and "…" for the rest.
    func decimal(digits: Int) -> String {
        let sign = isNegative ? "-" : ""
        let (whole, rest) = numerator.divided(by: denominator)
        guard !rest.isZero else { return sign + whole.decimalDigits }
        let limit = finiteDigits ?? Int.max
        var text = sign + whole.decimalDigits + "."
        var remainder = rest
        var written = 0
        var significant = 0
        let ten = BigNatural(10)
        while !remainder.isZero {
            if limit == Int.max, significant == digits { return text + "…" }
            let (digit, next) = (remainder * ten).divided(by: denominator)
            text += digit.decimalDigits
            remainder = next
            written += 1
            if significant > 0 || !digit.isZero || !whole.isZero { significant += 1 }
        }
        return text
    }

    /// How many digits follow the point; nil where there is no end of them.
    private var finiteDigits: Int? {
        var rest = denominator
        var counts = [0, 0]
        for (index, factor) in [BigNatural(2), BigNatural(5)].enumerated() {
            while true {
                let (quotient, remainder) = rest.divided(by: factor)
                guard remainder.isZero else { break }
                rest = quotient
                counts[index] += 1
            }
        }
        return rest.isOne ? max(counts[0], counts[1]) : nil
    }
}
