/// 1 where the answer is what the data says, but for white space around it; else 0.
public struct ExactAnswer: RewardFunction, Sendable {
    public let name = "exact"

    public init() {}

    public var needsExpectedAnswer: Bool { true }

    public func rewards(of answers: [GradedAnswer]) -> [Reward] {
        answers.map { answer in
            guard let expected = answer.expectedText else { return Reward(success: false) }
            return Reward(success: Self.trimmed(answer.text) == Self.trimmed(expected))
        }
    }

    /// The bytes without white space at either end: "é" is another text than "e" with an accent.
    private static func trimmed(_ text: String) -> ArraySlice<UInt8> {
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0D ~= byte }
        let bytes = ArraySlice(text.utf8).drop(while: isSpace)
        return bytes.prefix(bytes.lastIndex { !isSpace($0) }.map { $0 + 1 - bytes.startIndex } ?? 0)
    }
}
