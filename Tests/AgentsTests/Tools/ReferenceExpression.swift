import Foundations

/// Random expressions with their values, worked out in the plainest way: fractions of 128-bit numbers, no value where
/// they do not suffice.
indirect enum ReferenceExpression {
    case number(whole: Int, thousandths: Int)
    case negative(ReferenceExpression)
    case operation(String, ReferenceExpression, ReferenceExpression)

    /// A fraction whose denominator is positive.
    struct Fraction {
        var numerator: Int128
        var denominator: Int128

        init?(_ numerator: Int128?, _ denominator: Int128?) {
            guard var numerator, var denominator, denominator != 0 else { return nil }
            var (left, right) = (numerator.magnitude, denominator.magnitude)
            while right != 0 { (left, right) = (right, left % right) }
            let divisor = Int128(left) * (denominator < 0 ? -1 : 1)
            numerator /= divisor
            denominator /= divisor
            self.numerator = numerator
            self.denominator = denominator
        }

        /// Long division by hand.
        var decimal: String {
            let sign = numerator < 0 ? "-" : ""
            var rest = numerator.magnitude
            let divisor = denominator.magnitude
            var text = sign + String(rest / divisor)
            let isWhole = rest / divisor > 0
            rest %= divisor
            if rest == 0 { return text }
            text += "."
            var power: UInt128 = 1
            while power % divisor != 0, power < 1_000_000_000_000_000_000_000_000_000_000 { power *= 10 }
            let isFinite = power % divisor == 0
            var significant = 0
            while rest != 0 {
                if !isFinite, significant == 12 { return text + "…" }
                rest *= 10
                let digit = rest / divisor
                text += String(digit)
                rest %= divisor
                if isWhole || significant > 0 || digit > 0 { significant += 1 }
            }
            return text
        }
    }

    static func random(depth: Int, _ generator: inout SplitMix64) -> ReferenceExpression {
        if depth == 0 || generator.next(below: 5) == 0 {
            let hasPoint = generator.next(below: 3) == 0
            return .number(
                whole: generator.next(below: 200), thousandths: hasPoint ? 1 + generator.next(below: 999) : 0)
        }
        if generator.next(below: 8) == 0 { return .negative(random(depth: depth - 1, &generator)) }
        let sign = ["+", "-", "*", "/", "%"][generator.next(below: 5)]
        return .operation(sign, random(depth: depth - 1, &generator), random(depth: depth - 1, &generator))
    }

    /// The value; nil where there is none, or where 60 bits would not hold it on the way.
    var value: Fraction? {
        let limit: Int128 = 1 << 60
        let result: Fraction?
        switch self {
        case .number(let whole, let thousandths):
            result = Fraction(Int128(whole) * 1000 + Int128(thousandths), 1000)
        case .negative(let inner):
            guard let value = inner.value else { return nil }
            result = Fraction(-value.numerator, value.denominator)
        case .operation(let sign, let left, let right):
            guard let a = left.value, let b = right.value else { return nil }
            switch sign {
            case "+":
                result = Fraction(
                    a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator)
            case "-":
                result = Fraction(
                    a.numerator * b.denominator - b.numerator * a.denominator, a.denominator * b.denominator)
            case "*": result = Fraction(a.numerator * b.numerator, a.denominator * b.denominator)
            case "/": result = Fraction(a.numerator * b.denominator, a.denominator * b.numerator)
            default:
                guard b.numerator != 0 else { return nil }
                let (x, y) = (a.numerator * b.denominator, b.numerator * a.denominator)
                var rest = x % y
                if rest != 0, (rest < 0) != (y < 0) { rest += y }
                result = Fraction(rest, a.denominator * b.denominator)
            }
        }
        guard let result, result.numerator.magnitude < limit.magnitude, result.denominator < limit else { return nil }
        return result
    }

    /// The expression as text, with no more parentheses than needed, but sometimes some more, and with random spaces.
    func text(_ generator: inout SplitMix64) -> String { text(above: 0, isRight: false, &generator) }

    private func text(above outer: Int, isRight: Bool, _ generator: inout SplitMix64) -> String {
        var text: String
        let own: Int
        switch self {
        case .number(let whole, let thousandths):
            text = String(whole)
            if thousandths > 0 {
                let digits = String(thousandths)
                text += "." + String(repeating: "0", count: 3 - digits.count) + digits
            }
            own = 4
        case .negative(let inner):
            text = "-" + inner.text(above: 3, isRight: false, &generator)
            own = 3
        case .operation(let sign, let left, let right):
            own = sign == "+" || sign == "-" ? 1 : 2
            let space = generator.next(below: 2) == 0 ? " " : ""
            text =
                left.text(above: own, isRight: false, &generator) + space + sign + space
                + right.text(above: own, isRight: true, &generator)
        }
        let needed = own < outer || (own == outer && isRight && own < 3)
        return needed || generator.next(below: 10) == 0 ? "(" + text + ")" : text
    }
}
