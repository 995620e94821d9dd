/// The answer is in a language.
///
/// An answer whose language cannot be told, because it has too few words, counts as right: nothing speaks against it.
public struct AnswerLanguage: InstructionCheck {
    /// The ISO 639-1 code.
    public let code: String

    /// Asks for a language.
    public init(code: String) { self.code = code }

    public func holds(for answer: String) -> Bool {
        LanguageGuess.language(of: answer).map { $0 == code } ?? true
    }
}
