/// Cuts by split patterns whose matches all become pieces, and what lies between them too.
package struct PatternPretokenizer: Pretokenizer {
    package let pattern: PretokenizerPattern

    package init(_ pattern: PretokenizerPattern) { self.pattern = pattern }

    package func cut(_ text: inout PretokenizedText) {
        text.cutPieces { base, piece, add in
            var scanner = PretokenizerScanner(base + piece.lowerBound, count: piece.count, pattern: pattern)
            while let part = scanner.next() {
                add(piece.lowerBound + part.lowerBound..<piece.lowerBound + part.upperBound)
            }
        }
    }
}
