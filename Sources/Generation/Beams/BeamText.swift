/// The text of a partial continuation: what stop strings and a constraint make of its tokens. A copy goes its own way.
package struct BeamText {
    private var assembler: TextAssembler?
    private var constraint: (any TokenConstraint)?
    private var certain = ""

    /// The text that begins.
    ///
    /// - Parameters:
    ///   - assembler: what turns tokens into text and knows the stop strings; nil where there is no text.
    ///   - constraint: what the text may be; nil leaves it free.
    package init(assembler: TextAssembler? = nil, constraint: (any TokenConstraint)? = nil) {
        self.assembler = assembler
        self.constraint = constraint
    }

    /// The text, with what may still become a stop string.
    var text: String {
        var copy = assembler
        return certain + (copy?.finish() ?? "")
    }

    /// Whether the text may end where it is.
    var isComplete: Bool { constraint?.isComplete ?? false }

    /// The tokens that may come next; nil where any may.
    ///
    /// - Throws: ``ConstraintError/vocabularyMismatch(constraint:model:)``.
    func allowedTokens(vocabularySize: Int) throws(ConstraintError) -> TokenMask? {
        guard let constraint else { return nil }
        let mask = constraint.allowedTokens()
        guard mask.vocabularySize == vocabularySize else {
            throw .vocabularyMismatch(constraint: mask.vocabularySize, model: vocabularySize)
        }
        return mask
    }

    /// Goes on with a token, and says what it ends the text by.
    ///
    /// - Parameter isEnd: whether the token ends any text.
    mutating func take(_ token: Int32, isEnd: Bool) -> StopReason? {
        if var next = constraint {
            // The mask has allowed it.
            _ = next.accept(token)
            constraint = next
        }
        if isEnd { return .endToken(token) }
        guard let piece = assembler?.append(token) else { return nil }
        certain += piece
        return assembler?.match.map(StopReason.stopString)
    }
}
