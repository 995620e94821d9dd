/// A sum to be worked out: as it is said, as a calculator reads it, and what it comes to.
struct SpokenSum {
    private(set) var said: String
    private(set) var written: String
    let result: Int

    private enum Operation: CaseIterable {
        case plus, minus, times, over

        var sign: String {
            switch self {
            case .plus: "+"
            case .minus: "-"
            case .times: "*"
            case .over: "/"
            }
        }

        var word: String {
            switch self {
            case .plus: "plus"
            case .minus: "minus"
            case .times: "times"
            case .over: "divided by"
            }
        }

        /// Names the result of two numbers; nil where that is seldom said.
        var noun: String? {
            switch self {
            case .plus: "the sum of"
            case .minus: "the difference of"
            case .times: "the product of"
            case .over: nil
            }
        }
    }

    /// Draws a sum; nil where the result is no whole number of the set that is at least 0.
    init?(_ vocabulary: inout TaskVocabulary) {
        let form = vocabulary.count(0...9)
        let inWords = vocabulary.chance(1, in: 2)
        if form < 6 {
            self.init(flat: vocabulary.pick([2, 2, 3, 3, 4]), inWords: inWords, &vocabulary)
        } else if form < 8 {
            self.init(pairInWords: &vocabulary)
        } else {
            self.init(nestedInWords: inWords, &vocabulary)
        }
        guard result >= 0, result < 10_000_000, vocabulary.allows(result) else { return nil }
    }

    /// `48 + 1273 * 5`: products come before sums.
    private init?(flat count: Int, inWords: Bool, _ vocabulary: inout TaskVocabulary) {
        var total = 0
        var term = Self.operand(&vocabulary)
        var isNegative = false
        said = String(term)
        written = said
        for _ in 1..<count {
            let operation = vocabulary.pick(Operation.allCases)
            let operand =
                operation == .over || operation == .times
                ? vocabulary.count(2...99) : Self.operand(&vocabulary)
            switch operation {
            case .plus, .minus:
                total += isNegative ? -term : term
                term = operand
                isNegative = operation == .minus
            case .times: term *= operand
            case .over:
                guard term % operand == 0 else { return nil }
                term /= operand
            }
            said += " \(inWords ? operation.word : operation.sign) \(operand)"
            written += " \(operation.sign) \(operand)"
        }
        result = total + (isNegative ? -term : term)
    }

    /// `the sum of 48 and 1273`.
    private init?(pairInWords vocabulary: inout TaskVocabulary) {
        let operation = vocabulary.pick([Operation.plus, .minus, .times])
        let left = Self.operand(&vocabulary)
        let right = operation == .times ? vocabulary.count(2...99) : Self.operand(&vocabulary)
        guard let noun = operation.noun else { return nil }
        said = "\(noun) \(left) and \(right)"
        written = "\(left) \(operation.sign) \(right)"
        result = Self.apply(operation, left, right)
    }

    /// `(48 + 1273) * 5`, or `5 times the sum of 48 and 1273`.
    private init?(nestedInWords inWords: Bool, _ vocabulary: inout TaskVocabulary) {
        let inner = vocabulary.pick([Operation.plus, .minus])
        let left = Self.operand(&vocabulary)
        let right = Self.operand(&vocabulary)
        let factor = vocabulary.count(2...99)
        guard let noun = inner.noun else { return nil }
        let sum = "(\(left) \(inner.sign) \(right))"
        if inWords {
            said = "\(factor) times \(noun) \(left) and \(right)"
            written = "\(factor) * \(sum)"
        } else if vocabulary.chance(1, in: 2) {
            written = "\(factor) * \(sum)"
            said = written
        } else {
            written = "\(sum) * \(factor)"
            said = written
        }
        result = Self.apply(inner, left, right) * factor
    }

    private static func apply(_ operation: Operation, _ left: Int, _ right: Int) -> Int {
        switch operation {
        case .plus: left + right
        case .minus: left - right
        case .times: left * right
        case .over: left / right
        }
    }

    private static func operand(_ vocabulary: inout TaskVocabulary) -> Int {
        vocabulary.number(in: vocabulary.pick([11...99, 100...999, 1000...9999]))
    }
}
