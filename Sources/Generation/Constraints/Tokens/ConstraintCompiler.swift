import Foundations
public import Tokenization

/// Turns schemas, regular expressions and grammars into constraints for one vocabulary.
///
/// What is worked out about the vocabulary is shared by all constraints, and what is worked out about a grammar by all
/// copies of its constraint; a copy costs a few words.
///
/// ```swift
/// let compiler = ConstraintCompiler(tokenizer: tokenizer, endTokens: [end])
/// let constraint = try compiler.compile(.regex(#"\d{4}-\d{2}-\d{2}"#))
/// ```
public struct ConstraintCompiler: Sendable {
    /// The vocabulary that constraints are made for.
    public let vocabulary: ConstraintVocabulary
    /// The tokens that may end a text once it is complete.
    public let endTokens: [Int32]

    /// Reads the tokens of a tokenizer.
    ///
    /// - Parameter modelSize: the vocabulary of the model; nil where it is that of the tokenizer.
    public init(tokenizer: Tokenizer, modelSize: Int? = nil, endTokens: [Int32]) {
        self.init(ConstraintVocabulary(tokenizer, modelSize: modelSize), endTokens: endTokens)
    }

    /// Makes constraints for a vocabulary.
    public init(_ vocabulary: ConstraintVocabulary, endTokens: [Int32]) {
        self.vocabulary = vocabulary
        self.endTokens = endTokens
    }

    /// Makes a constraint.
    ///
    /// - Parameter budget: after so many tokens only what brings the text to its nearest end is allowed.
    /// - Throws: ``JSONSchemaError``, ``RegexError`` or ``GrammarError`` for what is malformed, not supported, too large,
    ///   or has no text.
    public func compile(_ source: ConstraintSource, budget: Int? = nil) throws -> GrammarConstraint {
        GrammarConstraint(try Self.grammar(source), vocabulary: vocabulary, endTokens: endTokens, budget: budget)
    }

    /// Makes a constraint that leaves the text free until one of the triggers has been written.
    ///
    /// Behind a trigger comes a text of its source; then the text is free again, or ends.
    ///
    /// - Parameter resumes: whether more text, and more triggers, may come.
    /// - Throws: ``ConstraintError/emptyTrigger`` for a trigger without characters; what ``compile(_:budget:)`` throws.
    public func compile(
        after triggers: [(text: String, source: ConstraintSource)], resumes: Bool = true, budget: Int? = nil
    ) throws -> GrammarConstraint {
        guard !triggers.isEmpty, triggers.allSatisfy({ !$0.text.isEmpty }) else { throw ConstraintError.emptyTrigger }
        let grammar = try ByteGrammar(
            triggers: triggers.map { ($0.text, try Self.grammar($0.source)) }, resumes: resumes)
        return GrammarConstraint(grammar, vocabulary: vocabulary, endTokens: endTokens, budget: budget)
    }

    /// Makes a constraint that leaves the text free until a special token comes.
    ///
    /// - Parameters:
    ///   - closing: the token that ends what `source` describes; nil where the whole text ends with it.
    ///   - onlyAtStart: whether the token may come only in the place of any text.
    public func compile(
        afterToken trigger: Int32, _ source: ConstraintSource, closing: Int32?, onlyAtStart: Bool = false
    ) throws -> TriggeredConstraint {
        TriggeredConstraint(
            trigger: trigger, try Self.grammar(source), closing: closing, onlyAtStart: onlyAtStart,
            vocabulary: vocabulary, endTokens: endTokens)
    }

    /// The grammar of a source.
    package static func grammar(_ source: ConstraintSource) throws -> ByteGrammar {
        switch source {
        case .anyJSON: ByteGrammar(try JSONSchema(true))
        case .schema(let document, let closed): try ByteGrammar.checked(JSONSchema(document), closed: closed)
        case .regex(let pattern): ByteGrammar(try RegexNode.language(ofWhole: pattern))
        case .grammar(let text, let file): try ByteGrammar(gbnf: text, source: file)
        }
    }
}
