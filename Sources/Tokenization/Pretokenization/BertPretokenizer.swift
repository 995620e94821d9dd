/// Words as BERT cuts them: white space goes away, each punctuation sign stands by itself.
package struct BertPretokenizer: Pretokenizer {
    package init() {}

    package func cut(_ text: inout PretokenizedText) {
        text.cutPieces { base, piece, add in
            var start = piece.lowerBound
            var position = start
            while position < piece.upperBound {
                let (length, codePoint) = UTF8Decoding.character(base, at: position, before: piece.upperBound)
                let properties = CharacterProperties.of(codePoint)
                let next = position + length
                if !properties.isDisjoint(with: [.space, .punctuation]) {
                    add(start..<position)
                    if !properties.contains(.space) { add(position..<next) }
                    start = next
                }
                position = next
            }
            add(start..<position)
        }
    }
}
