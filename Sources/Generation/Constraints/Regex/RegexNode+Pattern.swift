extension RegexNode {
    /// The JSON strings, quotation marks included, in whose text a pattern is found.
    ///
    /// - Throws: ``RegexError`` for what is no expression, or has too large an automaton.
    static func language(ofPattern pattern: String) throws(RegexError) -> RegularLanguage {
        try language(of: pattern, RegexParser.parse(pattern), encoding: .json, searching: true, quoted: true)
    }

    /// The texts that an expression matches as a whole.
    ///
    /// - Throws: ``RegexError`` for what is no expression, matches no text, or has too large an automaton.
    package static func language(ofWhole pattern: String) throws(RegexError) -> RegularLanguage {
        let language = try language(
            of: pattern, RegexParser.parse(pattern), encoding: .plain, searching: false, quoted: false)
        guard !language.isEmpty else { throw RegexError(pattern: pattern, offset: nil, reason: "no text matches it") }
        return language
    }

    private static func language(
        of pattern: String, _ node: RegexNode, encoding: TextEncoding, searching: Bool, quoted: Bool
    ) throws(RegexError) -> RegularLanguage {
        do throws(LanguageError) {
            return try node.language(encoding: encoding, searching: searching, quoted: quoted)
        } catch {
            throw RegexError(pattern: pattern, offset: nil, reason: "\(error)")
        }
    }
}
