/// Puts a space before each piece that does not begin with one.
package struct PrefixSpacePretokenizer: Pretokenizer {
    package init() {}

    package func cut(_ text: inout PretokenizedText) {
        text.rewritePieces { piece, _, result in
            if piece.first != 0x20 { result.append(0x20) }
            result.append(contentsOf: piece)
        }
    }
}
