/// Tells the language of a text by its script, and among languages that share one by their most common words and
/// letters.
///
/// It serves to check answers, which are several sentences; single words it does not know. Nothing is learned from
/// data: the lists are the articles, pronouns, prepositions and auxiliaries of each language.
package enum LanguageGuess {
    /// The languages that are told apart, as ISO 639-1 codes.
    static let languages: Set<String> = Set(LetterScript.allCases.compactMap(\.onlyLanguage))
        .union(LanguageProfile.all.map(\.language))

    /// The language of a text; nil where nothing speaks for one.
    package static func language(of text: String) -> String? {
        let text = text.lowercased()
        guard let script = LetterScript.main(of: text) else { return nil }
        if let language = script.onlyLanguage { return language }
        let words = TextUnits.words(of: text).map(String.init)
        let scores = LanguageProfile.all.filter { $0.script == script }
            .map { (language: $0.language, score: $0.score(words: words, text: text)) }
        guard let best = scores.max(by: { $0.score < $1.score }), best.score > 0 else { return nil }
        return scores.count { $0.score == best.score } == 1 ? best.language : nil
    }
}
