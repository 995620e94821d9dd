/// Writes each byte as its character of GPT-2's alphabet, for steps after it that cut by those characters.
package struct ByteAlphabetPretokenizer: Pretokenizer {
    package init() {}

    package func cut(_ text: inout PretokenizedText) {
        text.rewritePieces { piece, _, result in ByteAlphabet.spell(piece, into: &result) }
    }
}
