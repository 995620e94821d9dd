/// 1 where the last number in the answer is the last number in what the data says; else 0.
///
/// Numbers are compared digit by digit, so that none is rounded: 1,000 is 1000 and 2.50 is 2.5.
public struct NumberAnswer: RewardFunction, Sendable {
    public let name = "number"

    public init() {}

    public var needsExpectedAnswer: Bool { true }

    public func rewards(of answers: [GradedAnswer]) -> [Reward] {
        answers.map { answer in
            guard let expected = answer.expectedText.flatMap(Self.lastNumber) else { return Reward(success: false) }
            return Reward(success: Self.lastNumber(in: answer.text) == expected)
        }
    }

    /// The last decimal number of a text in one spelling: no separators of thousands, no zeros that say nothing; nil where
    /// there is none.
    public static func lastNumber(in text: String) -> String? {
        let bytes = Array(text.utf8)
        func isDigit(_ index: Int) -> Bool { bytes.indices.contains(index) && (0x30...0x39).contains(bytes[index]) }
        var last: String?
        var index = 0
        while index < bytes.count {
            guard isDigit(index) else {
                index += 1
                continue
            }
            // A minus behind a digit or a letter is a hyphen or a subtraction.
            let sign =
                index > 0 && bytes[index - 1] == UInt8(ascii: "-")
                && !(index > 1 && isWord(bytes[index - 2]))
            var whole: [UInt8] = [], fraction: [UInt8] = []
            while isDigit(index) || (byte(bytes, index) == UInt8(ascii: ",") && isGroup(bytes, index + 1)) {
                if isDigit(index) { whole.append(bytes[index]) }
                index += 1
            }
            if byte(bytes, index) == UInt8(ascii: "."), isDigit(index + 1) {
                index += 1
                while isDigit(index) {
                    fraction.append(bytes[index])
                    index += 1
                }
            }
            last = spelled(sign, whole, fraction)
        }
        return last
    }

    /// The byte at `index`; 0 beyond the end.
    private static func byte(_ bytes: [UInt8], _ index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }

    private static func isWord(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte >= 0x80
    }

    /// Whether exactly three digits stand at `index`, as behind a separator of thousands.
    private static func isGroup(_ bytes: [UInt8], _ index: Int) -> Bool {
        func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
        return (index..<index + 3).allSatisfy { isDigit(byte(bytes, $0)) } && !isDigit(byte(bytes, index + 3))
    }

    private static func spelled(_ sign: Bool, _ whole: [UInt8], _ fraction: [UInt8]) -> String {
        let zero = UInt8(ascii: "0")
        let digits = Array(whole.drop { $0 == zero })
        let decimals = Array(fraction.prefix((fraction.lastIndex { $0 != zero } ?? -1) + 1))
        if digits.isEmpty, decimals.isEmpty { return "0" }
        let point = decimals.isEmpty ? [] : [UInt8(ascii: ".")]
        let text = (digits.isEmpty ? [zero] : digits) + point + decimals
        return (sign ? "-" : "") + String(decoding: text, as: UTF8.self)
    }
}
