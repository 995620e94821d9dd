/// Lets a model write one JSON value that fits a schema, in canonical style, and then end.
public struct JSONConstraint: TokenConstraint {
    private let masks: GrammarMasks
    private let endTokens: [Int32]
    private var automaton: ByteAutomaton
    private var hasEnded = false

    /// Constrains texts to the values of a schema.
    ///
    /// - Parameters:
    ///   - schema: what is written.
    ///   - vocabulary: that of the model.
    ///   - endTokens: the tokens that may end the text once the value is complete.
    public init(_ schema: JSONSchema, vocabulary: ConstraintVocabulary, endTokens: [Int32]) {
        masks = GrammarMasks(ByteGrammar(schema), vocabulary)
        automaton = ByteAutomaton(masks.grammar)
        self.endTokens = endTokens
    }

    public var isComplete: Bool { automaton.isComplete }

    public func allowedTokens() -> TokenMask {
        guard !hasEnded else { return TokenMask(vocabularySize: masks.vocabulary.size) }
        var mask = masks.mask(of: automaton)
        if automaton.isComplete { for token in endTokens { mask.insert(token) } }
        return mask
    }

    public func allows(_ token: Int32) -> Bool {
        var copy = self
        return copy.accept(token)
    }

    public mutating func accept(_ token: Int32) -> Bool {
        guard !hasEnded else { return false }
        if automaton.isComplete, endTokens.contains(token) {
            hasEnded = true
            return true
        }
        guard let next = masks.state(after: token, automaton) else { return false }
        automaton = next
        return true
    }
}
