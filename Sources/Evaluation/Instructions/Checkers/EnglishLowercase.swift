/// The answer is English, without capital letters.
public struct EnglishLowercase: InstructionCheck {
    /// Asks for small letters.
    public init() {}

    public func holds(for answer: String) -> Bool {
        answer.contains(where: \.isLowercase) && !answer.contains(where: \.isUppercase)
            && AnswerLanguage(code: "en").holds(for: answer)
    }
}
