import Foundations

/// The names of all tokens of a `tokenizer.json`, those of the model and the added ones, by id.
///
/// Ids may leave gaps, as they do for `tokenizers`, but not so many that a small file would take much memory.
struct TokenizerVocabulary {
    /// The tokens of the model, as they stand in the file.
    let tokens: [(bytes: [UInt8], id: Int32)]
    /// The name of each token by id, added tokens included; nil where an id is not used.
    let names: [[UInt8]?]
    /// Finds the model's tokens by their names: comparing strings would take different spellings of "é" for the same.
    let index: TokenIndex
    private let node: TokenizerNode

    /// Reads an object of names and ids.
    init(ids node: TokenizerNode, addedTokens: [AddedToken]) throws(TokenizerFileError) {
        guard let object = node.value.object else { throw node.mismatch("an object") }
        var tokens: [(bytes: [UInt8], id: Int32)] = []
        tokens.reserveCapacity(object.members.count)
        for member in object.members {
            guard case .integer(let value) = member.value, let id = Int32(exactly: value), id >= 0 else {
                throw TokenizerNode(
                    value: member.value, file: node.file, location: "\(node.location).\(member.key)"
                ).mismatch("an id from 0 to 2^31 - 1")
            }
            tokens.append((Array(member.key.utf8), id))
        }
        try self.init(node, tokens, addedTokens)
        if let repeated = index.firstRepeated {
            throw node.invalid("has the token \"\(Self.text(tokens[repeated].bytes))\" twice")
        }
    }

    /// Takes names whose ids are their places; equal names are allowed.
    init(
        names: [[UInt8]], at node: TokenizerNode, addedTokens: [AddedToken]
    ) throws(TokenizerFileError) {
        try self.init(node, names.enumerated().map { ($1, Int32($0)) }, addedTokens)
    }

    private init(
        _ node: TokenizerNode, _ tokens: [(bytes: [UInt8], id: Int32)], _ addedTokens: [AddedToken]
    ) throws(TokenizerFileError) {
        let index = TokenIndex(tokens)
        var entries = tokens
        var added: [[UInt8]: Int32] = [:]
        for token in addedTokens {
            let text = Array(token.text.utf8)
            guard let id = index.find(text) ?? added[text] else {
                added[text] = token.id
                entries.append((text, token.id))
                continue
            }
            guard id == token.id else {
                throw node.invalid("\(token.text) has the id \(id) here and \(token.id) in added_tokens")
            }
        }
        let limit = entries.count * 16 + 1024
        var names: [[UInt8]?] = []
        for (name, id) in entries {
            guard Int(id) < limit else {
                throw node.invalid(
                    "\"\(Self.text(name))\" has the id \(id), but there are only \(entries.count) tokens: ids must "
                        + "not leave so large gaps")
            }
            while names.count <= Int(id) { names.append(nil) }
            if let other = names[Int(id)] {
                throw node.invalid("\"\(Self.text(other))\" and \"\(Self.text(name))\" both have the id \(id)")
            }
            names[Int(id)] = name
        }
        self.node = node
        self.tokens = tokens
        self.names = names
        self.index = index
    }

    /// The id of the model's token `name`.
    func id(of name: String) -> Int32? { index.find(Array(name.utf8)) }

    /// The id of the token that a setting names, which must be one of the model's.
    func id(of setting: TokenizerNode) throws(TokenizerFileError) -> Int32 {
        let name = try setting.string()
        guard let id = id(of: name) else { throw setting.invalid("\"\(name)\" is not in the vocabulary") }
        return id
    }

    /// The merges of a list whose elements are pairs of names, or two names with a space between them.
    ///
    /// - Parameter prefix: what names begin with that do not begin a word; the result has the first name's only.
    func merges(_ list: TokenizerNode, prefix: [UInt8] = []) throws(TokenizerFileError) -> [Merge] {
        guard let elements = list.value.array else { throw list.mismatch("an array") }
        var merges: [Merge] = []
        merges.reserveCapacity(elements.count)
        for (place, element) in elements.enumerated() {
            guard let (left, right) = Self.sides(of: element) else {
                throw list.element(place).invalid("should be two names, in a list or with a space between them")
            }
            guard let leftID = index.find(left) else {
                throw list.element(place).invalid("merges an unknown token, \"\(Self.text(left))\"")
            }
            guard let rightID = index.find(right) else {
                throw list.element(place).invalid("merges an unknown token, \"\(Self.text(right))\"")
            }
            guard right.starts(with: prefix) else {
                throw list.element(place).invalid(
                    "merges \"\(Self.text(right))\", which does not begin with \"\(Self.text(prefix))\"")
            }
            let whole = left + right.dropFirst(prefix.count)
            guard let result = index.find(whole) else {
                throw list.element(place).invalid("makes an unknown token, \"\(Self.text(whole))\"")
            }
            merges.append(Merge(left: leftID, right: rightID, result: result))
        }
        return merges
    }

    private static func sides(of value: JSONValue) -> (left: [UInt8], right: [UInt8])? {
        if let array = value.array {
            guard array.count == 2, let left = array[0].string, let right = array[1].string else { return nil }
            return (Array(left.utf8), Array(right.utf8))
        }
        guard let text = value.string else { return nil }
        let parts = Array(text.utf8).split(separator: 0x20, omittingEmptySubsequences: false)
        return parts.count == 2 ? (Array(parts[0]), Array(parts[1])) : nil
    }

    static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
