/// Leaves a text free until a special token comes, and constrains what follows.
///
/// Free text is any text without special tokens, of one token at least. Behind the token that closes what is constrained
/// the text is free again, or ends.
public struct TriggeredConstraint: TokenConstraint {
    private enum Place {
        case start
        case text
        case inside(GrammarConstraint)
        case closed
        case ended
    }

    private let vocabulary: ConstraintVocabulary
    private let endTokens: [Int32]
    private let trigger: Int32?
    /// What comes behind the trigger, at its beginning; nil where no trigger is known.
    private let inner: GrammarConstraint?
    private let isClosed: Bool
    private let onlyAtStart: Bool
    private var place = Place.start

    /// Free text alone.
    init(vocabulary: ConstraintVocabulary, endTokens: [Int32]) {
        self.vocabulary = vocabulary
        self.endTokens = endTokens
        trigger = nil
        inner = nil
        isClosed = false
        onlyAtStart = true
    }

    /// Free text, and behind `trigger` a text of the grammar up to `closing`, or to the end where that is nil.
    init(
        trigger: Int32, _ grammar: ByteGrammar, closing: Int32?, onlyAtStart: Bool, vocabulary: ConstraintVocabulary,
        endTokens: [Int32]
    ) {
        self.vocabulary = vocabulary
        self.endTokens = endTokens
        self.trigger = trigger
        self.onlyAtStart = onlyAtStart
        isClosed = closing != nil
        inner = GrammarConstraint(grammar, vocabulary: vocabulary, endTokens: closing.map { [$0] } ?? endTokens)
    }

    public var isComplete: Bool {
        switch place {
        case .text, .closed, .ended: true
        case .start: false
        case .inside(let inner): !isClosed && inner.isComplete
        }
    }

    public func allowedTokens() -> TokenMask {
        var mask = TokenMask(vocabularySize: vocabulary.size)
        switch place {
        case .start, .text: mask = vocabulary.plainTokens
        case .closed: if !onlyAtStart { mask = vocabulary.plainTokens }
        case .inside(let inner): return inner.allowedTokens()
        case .ended: return mask
        }
        if let trigger, isTriggerAllowed { mask.insert(trigger) }
        if isComplete { for token in endTokens { mask.insert(token) } }
        return mask
    }

    private var isTriggerAllowed: Bool {
        switch place {
        case .start: true
        case .text, .closed: !onlyAtStart
        case .inside, .ended: false
        }
    }

    public func allows(_ token: Int32) -> Bool { place(after: token) != nil }

    public mutating func accept(_ token: Int32) -> Bool {
        guard let next = place(after: token) else { return false }
        place = next
        return true
    }

    public func forcedTokens() -> [Int32] {
        if case .inside(let inner) = place { inner.forcedTokens() } else { [] }
    }

    private func place(after token: Int32) -> Place? {
        switch place {
        case .ended: return nil
        case .inside(var inner):
            guard inner.accept(token) else { return nil }
            return inner.hasEnded ? (isClosed ? .closed : .ended) : .inside(inner)
        case .start, .text, .closed:
            if let trigger, let inner, token == trigger, isTriggerAllowed { return .inside(inner) }
            if isComplete, endTokens.contains(token) { return .ended }
            if case .closed = place, onlyAtStart { return nil }
            return vocabulary.plainTokens.contains(token) ? .text : nil
        }
    }
}
