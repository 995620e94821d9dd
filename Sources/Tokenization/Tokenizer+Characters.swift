extension Tokenizer {
    /// One token for each character (Unicode scalar) of `text`, sorted by code point from id 0, as nanoGPT's
    /// character-level data has them.
    ///
    /// After the characters come `<|unknown|>`, which all other characters and all bytes that are not UTF-8 become,
    /// and then `specialTokens`, whose texts must have more than one character. Look for ``unknownToken`` among the tokens of a text to see whether it survived.
    public convenience init(characterVocabularyOf text: String, specialTokens: [String] = []) {
        let scalars = Set(text.unicodeScalars).sorted()
        var tokens = scalars.map { Array(String($0).utf8) }
        let characters = scalars.enumerated().map { (codePoint: $1.value, id: Int32($0)) }
        let unknown = Int32(tokens.count)
        var special: [SpecialToken] = []
        for name in [SpecialToken.unknown] + specialTokens
        where !special.contains(where: { $0.text.utf8.elementsEqual(name.utf8) }) {
            special.append(SpecialToken(text: name, id: Int32(tokens.count)))
            tokens.append(Array(name.utf8))
        }
        self.init(
            model: CharacterVocabulary(tokens: tokens, characters: characters, unknownToken: unknown),
            specialTokens: special)
    }
}
