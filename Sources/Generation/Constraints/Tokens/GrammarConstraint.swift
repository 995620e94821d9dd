/// Lets a model write one text of a grammar, and then end.
///
/// Made by a ``ConstraintCompiler``. Copies share what has been worked out about the grammar.
public struct GrammarConstraint: TokenConstraint {
    let masks: GrammarMasks
    let endTokens: [Int32]
    private(set) var automaton: ByteAutomaton
    /// Whether an end token has come.
    private(set) var hasEnded = false
    /// The tokens so far; of a long text, the last ones.
    private var written: [Int32] = []
    private var count = 0
    /// After so many tokens only what brings the text to an end is allowed; nil leaves it as long as it becomes.
    public var budget: Int?

    private static let memory = 16

    /// Constrains texts to those of a grammar.
    ///
    /// - Parameter endTokens: the tokens that may end the text once it is complete.
    package init(_ grammar: ByteGrammar, vocabulary: ConstraintVocabulary, endTokens: [Int32], budget: Int? = nil) {
        masks = GrammarMasks(grammar, vocabulary)
        automaton = ByteAutomaton(grammar)
        self.endTokens = endTokens
        self.budget = budget
    }

    /// Constrains texts to the values of a schema, in canonical JSON, without what it does not describe.
    ///
    /// - Throws: ``JSONSchemaError`` where every value has something that the schema does not describe.
    public init(
        _ schema: JSONSchema, vocabulary: ConstraintVocabulary, endTokens: [Int32], budget: Int? = nil
    ) throws(JSONSchemaError) {
        let grammar = try ByteGrammar.checked(schema, closed: true)
        self.init(grammar, vocabulary: vocabulary, endTokens: endTokens, budget: budget)
    }

    public var isComplete: Bool { automaton.isComplete }

    private var isOverBudget: Bool { budget.map { count >= $0 } ?? false }

    public func allowedTokens() -> TokenMask {
        guard !hasEnded else { return TokenMask(vocabularySize: masks.vocabulary.size) }
        if isOverBudget, let mask = closingTokens() { return mask }
        var mask = masks.mask(of: automaton)
        if automaton.isComplete { for token in endTokens { mask.insert(token) } }
        return mask
    }

    /// The tokens that bring the text to its nearest end; nil where the vocabulary cannot spell it.
    private func closingTokens() -> TokenMask? {
        let vocabulary = masks.vocabulary
        var mask = TokenMask(vocabularySize: vocabulary.size)
        if automaton.isComplete {
            for token in endTokens { mask.insert(token) }
            return mask
        }
        for token in vocabulary.trie.prefixes(of: automaton.completion(limit: vocabulary.trie.depth)) {
            mask.insert(token)
        }
        return mask.isEmpty ? nil : mask
    }

    public func allows(_ token: Int32) -> Bool {
        if isOverBudget { return allowedTokens().contains(token) }
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
        count += 1
        if written.count == Self.memory { written.removeFirst() }
        written.append(token)
        return true
    }

    public func forcedTokens() -> [Int32] {
        guard !hasEnded else { return [] }
        return ForcedRun(automaton, after: written, masks.vocabulary).tokens
    }
}
