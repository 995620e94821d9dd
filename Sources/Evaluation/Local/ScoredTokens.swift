/// Tokens, the last of which are scored.
package struct ScoredTokens: Sendable, Hashable {
    /// What is only read, then what is scored.
    package var tokens: [Int32]
    /// Where the scored tokens begin: at least 1, since the first token follows nothing.
    package var firstScored: Int

    /// Tokens of which those from `firstScored` on are scored.
    package init(_ tokens: [Int32], firstScored: Int) {
        precondition(firstScored > 0 && firstScored < tokens.count, "nothing is scored")
        self.tokens = tokens
        self.firstScored = firstScored
    }

    /// What only has to be read: the last token before those that are scored already asks for logits.
    var context: ArraySlice<Int32> { tokens[..<(firstScored - 1)] }

    /// What is read for its logits.
    var inputs: ArraySlice<Int32> { tokens[(firstScored - 1)..<(tokens.count - 1)] }

    /// What the logits are asked about.
    var targets: ArraySlice<Int32> { tokens[firstScored...] }
}
