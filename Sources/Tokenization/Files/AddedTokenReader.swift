import Foundations

/// Reads the added tokens of a `tokenizer.json`.
enum AddedTokenReader {
    /// The tokens of the list; none where it is absent.
    static func read(_ list: TokenizerNode) throws(TokenizerFileError) -> [AddedToken] {
        if list.value.isNull { return [] }
        var tokens: [AddedToken] = []
        for entry in try list.elements() {
            try entry.requireNoOtherKeys(than: [
                "id", "content", "single_word", "lstrip", "rstrip", "normalized", "special",
            ])
            let text = try entry["content"].string()
            if text.isEmpty { throw entry["content"].invalid("is empty") }
            tokens.append(
                AddedToken(
                    text: text, id: try entry["id"].tokenID(), isSpecial: try entry.flag("special", standard: false),
                    isSingleWord: try entry.flag("single_word", standard: false),
                    stripsLeft: try entry.flag("lstrip", standard: false),
                    stripsRight: try entry.flag("rstrip", standard: false),
                    isNormalized: try entry.flag("normalized", standard: false)))
        }
        return tokens
    }
}
