/// What tells a language from others in the same script.
struct LanguageProfile: Sendable {
    /// The ISO 639-1 code.
    let language: String
    /// The script.
    let script: LetterScript
    /// Words that are common in it; a word may be common in several languages.
    let words: Set<String>
    /// Letters that its neighbours lack.
    let letters: Set<Character>

    init(_ language: String, _ script: LetterScript, _ words: String, letters: String = "") {
        self.language = language
        self.script = script
        self.words = Set(words.split(separator: " ").map(String.init))
        self.letters = Set(letters)
    }

    /// How much of a text in small letters speaks for the language: common words, and letters of its own at a third of
    /// their weight.
    func score(words text: [String], text whole: String) -> Int {
        3 * text.count(where: words.contains) + (letters.isEmpty ? 0 : whole.count(where: letters.contains))
    }

    /// All languages that share a script with another.
    static let all = latin + cyrillic + arabic + devanagari
}
