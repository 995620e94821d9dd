/// Words and runs of signs; white space goes away: `\w+|[^\w\s]+`.
package struct WordPretokenizer: Pretokenizer {
    package init() {}

    package func cut(_ text: inout PretokenizedText) {
        text.cutPieces { base, piece, add in
            var start = piece.lowerBound
            var kind: CharacterProperties = []
            var position = start
            while position < piece.upperBound {
                let (length, codePoint) = UTF8Decoding.character(base, at: position, before: piece.upperBound)
                let next = CharacterProperties.of(codePoint).intersection([.word, .space])
                if next != kind {
                    if !kind.contains(.space) { add(start..<position) }
                    start = position
                    kind = next
                }
                position += length
            }
            if !kind.contains(.space) { add(start..<position) }
        }
    }
}
