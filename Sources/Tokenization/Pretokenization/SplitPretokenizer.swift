/// Cuts by the matches of a pattern.
package struct SplitPretokenizer: Pretokenizer {
    package let pattern: TextPattern
    package let behavior: SplitBehavior
    /// Whether what lies between the matches counts as the match, and the matches as what lies between.
    package let inverts: Bool

    package init(_ pattern: TextPattern, behavior: SplitBehavior, inverts: Bool = false) {
        self.pattern = pattern
        self.behavior = behavior
        self.inverts = inverts
    }

    package func cut(_ text: inout PretokenizedText) {
        text.cutPieces { base, piece, add in
            var spans: [(range: Range<Int>, isMatch: Bool)] = []
            var end = piece.lowerBound
            let bytes = UnsafeBufferPointer(start: base + piece.lowerBound, count: piece.count)
            pattern.forEachMatch(in: bytes) { match in
                let (start, matchEnd) = (piece.lowerBound + match.lowerBound, piece.lowerBound + match.upperBound)
                if end < start { spans.append((end..<start, inverts)) }
                spans.append((start..<matchEnd, !inverts))
                end = matchEnd
            }
            if end < piece.upperBound { spans.append((end..<piece.upperBound, inverts)) }
            for part in behavior.pieces(of: spans) { add(part) }
        }
    }
}
