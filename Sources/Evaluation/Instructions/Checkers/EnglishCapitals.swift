/// The answer is English, without small letters.
public struct EnglishCapitals: InstructionCheck {
    /// Asks for capital letters.
    public init() {}

    public func holds(for answer: String) -> Bool {
        TextUnits.isInCapitals(answer[...]) && AnswerLanguage(code: "en").holds(for: answer)
    }
}
