import Foundations

/// The names of all tokens of a `tokenizer.json`, the special ones included, checked to have the ids 0, 1, 2 and so on.
struct TokenizerVocabulary {
    /// The name of each token by id.
    let names: [String]
    /// Whether each token is a special one.
    let isSpecial: [Bool]
    /// Ids by the bytes of the names: comparing strings would take different spellings of "é" for the same token.
    private let ids: [[UInt8]: Int32]

    init(model: TokenizerNode, specialTokens: [SpecialToken]) throws(TokenizerFileError) {
        let vocabulary = model["vocab"]
        let members = try vocabulary.object().members
        var entries: [(name: String, id: Int32, isSpecial: Bool)] = []
        var ids: [[UInt8]: Int32] = [:]
        for member in members {
            let node = TokenizerNode(
                value: member.value, file: vocabulary.file, location: "\(vocabulary.location).\(member.key)")
            let id = try node.tokenID()
            entries.append((member.key, id, false))
            ids[Array(member.key.utf8)] = id
        }
        for token in specialTokens {
            if let id = ids[Array(token.text.utf8)] {
                guard id == token.id else {
                    throw vocabulary.invalid("\(token.text) has the id \(id) here and \(token.id) in added_tokens")
                }
            } else {
                ids[Array(token.text.utf8)] = token.id
                entries.append((token.text, token.id, true))
            }
        }
        var names = [String?](repeating: nil, count: entries.count)
        var isSpecial = [Bool](repeating: false, count: entries.count)
        for entry in entries {
            guard Int(entry.id) < entries.count else {
                throw vocabulary.invalid(
                    "\"\(entry.name)\" has the id \(entry.id), but there are only \(entries.count) tokens: ids must "
                        + "have no gaps")
            }
            if let other = names[Int(entry.id)] {
                throw vocabulary.invalid("\"\(other)\" and \"\(entry.name)\" both have the id \(entry.id)")
            }
            names[Int(entry.id)] = entry.name
            isSpecial[Int(entry.id)] = entry.isSpecial
        }
        for token in specialTokens { isSpecial[Int(token.id)] = true }
        self.names = names.compactMap { $0 }
        self.isSpecial = isSpecial
        self.ids = ids
    }

    /// The id of the token named `name`.
    func id(of name: String) -> Int32? { ids[Array(name.utf8)] }

    /// The merges of a list whose elements are pairs of names, or two names with a space between them.
    func merges(_ list: TokenizerNode) throws(TokenizerFileError) -> [Merge] {
        var merges: [Merge] = []
        for node in try list.elements() {
            let (left, right) = try sides(of: node)
            guard let leftID = ids[left] else { throw node.invalid("merges an unknown token, \"\(text(left))\"") }
            guard let rightID = ids[right] else { throw node.invalid("merges an unknown token, \"\(text(right))\"") }
            guard let result = ids[left + right] else {
                throw node.invalid("makes an unknown token, \"\(text(left + right))\"")
            }
            merges.append(Merge(left: leftID, right: rightID, result: result))
        }
        return merges
    }

    private func sides(of node: TokenizerNode) throws(TokenizerFileError) -> (left: [UInt8], right: [UInt8]) {
        if let array = node.value.array {
            guard array.count == 2, let left = array[0].string, let right = array[1].string else {
                throw node.invalid("should be two strings")
            }
            return (Array(left.utf8), Array(right.utf8))
        }
        let parts = Array(try node.string().utf8).split(separator: 0x20, omittingEmptySubsequences: false)
        guard parts.count == 2 else { throw node.invalid("should be two names with a space between them") }
        return (Array(parts[0]), Array(parts[1]))
    }

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
