/// A regular expression, taken apart; also what the regular parts of a grammar become.
indirect enum RegexNode: Sendable, Hashable {
    /// One character of a set.
    case set(CodePointSet)
    case sequence([RegexNode])
    case choice([RegexNode])
    case repetition(RegexNode, least: Int, most: Int?)
    /// The texts of an automaton.
    case language(RegularLanguage)
    /// The beginning and the end of the text.
    case start
    case end

    /// Characters one after another.
    static func literal(_ text: String) -> RegexNode {
        .sequence(text.unicodeScalars.map { .set(CodePointSet([$0.value...$0.value])) })
    }

    /// How deep an expression may be nested.
    static let depthLimit = 200

    /// The texts that the whole expression matches.
    ///
    /// - Parameters:
    ///   - encoding: how characters stand as bytes.
    ///   - searching: whether the expression may match anywhere in the text, as in JSON Schema's `pattern`.
    ///   - quoted: whether a text is a whole JSON string, quotation marks included.
    /// - Throws: ``LanguageError`` where the automaton becomes too large.
    func language(
        encoding: TextEncoding = .plain, searching: Bool = false, quoted: Bool = false,
        limit: Int = RegularLanguage.stateLimit
    ) throws(LanguageError) -> RegularLanguage {
        var translation = RegexTranslation(encoding: encoding)
        let language = try translation.language(of: self, searching: searching, limit: limit)
        guard quoted else { return language }
        var automaton = NondeterministicAutomaton()
        let states = [try automaton.state(), try automaton.state(), try automaton.state(), try automaton.state()]
        automaton.connect(states[0], states[1], on: 0x22...0x22)
        try automaton.add(language, from: states[1], to: states[2])
        automaton.connect(states[2], states[3], on: 0x22...0x22)
        return try automaton.language(from: states[0], to: states[3], limit: limit)
    }
}
