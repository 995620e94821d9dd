/// Cuts by split patterns whose matches all become pieces, and what lies between them too.
package struct PatternPretokenizer: Pretokenizer {
    package let pattern: PretokenizerPattern

    package init(_ pattern: PretokenizerPattern) { self.pattern = pattern }

    package func cut(_ text: inout PretokenizedText) {
        if pattern.isScanned, pattern.rules.count == 1 {
            let rule = pattern.rules[0]
            text.cutPieces { base, piece, add in
                let characters = ClassifiedText(base)
                var position = piece.lowerBound
                while position < piece.upperBound {
                    let end =
                        rule.end(of: characters, from: position, before: piece.upperBound) ?? piece.upperBound
                    add(position..<end)
                    position = end
                }
            }
            return
        }
        text.cutPieces { base, piece, add in
            var scanner = PretokenizerScanner(base + piece.lowerBound, count: piece.count, pattern: pattern)
            while let part = scanner.next() {
                add(piece.lowerBound + part.lowerBound..<piece.lowerBound + part.upperBound)
            }
        }
    }
}
