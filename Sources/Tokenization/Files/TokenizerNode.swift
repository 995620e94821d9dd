import Foundations

/// A part of a `tokenizer.json` together with its place, so that every error can say where it is.
struct TokenizerNode {
    let value: JSONValue
    let file: String
    /// The way to this part, such as `model.merges[12]`.
    let location: String

    /// The member `key`; `null` where it is absent.
    subscript(key: String) -> TokenizerNode {
        TokenizerNode(
            value: value[key] ?? .null, file: file, location: location == "the file" ? key : "\(location).\(key)")
    }

    /// The element at `place` of an array.
    func element(_ place: Int) -> TokenizerNode {
        TokenizerNode(value: value[place] ?? .null, file: file, location: "\(location)[\(place)]")
    }

    /// The elements of an array.
    func elements() throws(TokenizerFileError) -> [TokenizerNode] {
        guard let array = value.array else { throw mismatch("an array") }
        return array.enumerated().map {
            TokenizerNode(value: $1, file: file, location: "\(location)[\($0)]")
        }
    }

    func object() throws(TokenizerFileError) -> JSONObject {
        guard let object = value.object else { throw mismatch("an object") }
        if let key = object.firstRepeatedKey { throw invalid("has the key \"\(key)\" twice") }
        return object
    }

    func string() throws(TokenizerFileError) -> String {
        guard let string = value.string else { throw mismatch("a string") }
        return string
    }

    /// The type of a part, such as `ByteLevel`.
    func type() throws(TokenizerFileError) -> String { try self["type"].string() }

    /// Whether a setting is on; `standard` where it is absent.
    func flag(_ key: String, standard: Bool) throws(TokenizerFileError) -> Bool {
        let node = self[key]
        if node.value.isNull { return standard }
        guard let flag = node.value.bool else { throw node.mismatch("true or false") }
        return flag
    }

    /// A string that is one character.
    func character() throws(TokenizerFileError) -> Unicode.Scalar {
        let scalars = try string().unicodeScalars
        guard let scalar = scalars.first, scalars.count == 1 else { throw mismatch("one character") }
        return scalar
    }

    /// A count: 0 or more.
    func count() throws(TokenizerFileError) -> Int {
        guard let count = value.int, count >= 0 else { throw mismatch("a number, 0 or more") }
        return count
    }

    /// An id: 0 or more, below 2^31.
    func tokenID() throws(TokenizerFileError) -> Int32 {
        guard let id = value.int, id >= 0, let small = Int32(exactly: id) else {
            throw mismatch("an id from 0 to 2^31 - 1")
        }
        return small
    }

    /// Refuses anything but one of `values`; an absent member counts as `null`.
    func require(_ values: JSONValue...) throws(TokenizerFileError) {
        if !values.contains(value) { throw unsupported(summary) }
    }

    /// Refuses members other than `keys`, which might change what the tokenizer does.
    func requireNoOtherKeys(than keys: [String]) throws(TokenizerFileError) {
        for member in try object().members where !keys.contains(member.key) {
            if member.value.isNull { continue }
            throw self[member.key].unsupported("this setting")
        }
    }

    func invalid(_ detail: String) -> TokenizerFileError {
        TokenizerFileError(.invalid, file: file, location: location, detail: detail)
    }

    func unsupported(_ detail: String) -> TokenizerFileError {
        TokenizerFileError(.unsupported, file: file, location: location, detail: detail)
    }

    func mismatch(_ expected: String) -> TokenizerFileError {
        invalid("should be \(expected) but is \(value.isNull ? "missing" : value.kind)")
    }

    private var summary: String {
        if let type = value["type"]?.string { return "the type \"\(type)\" with these settings" }
        let text = value.serialized()
        return text.utf8.count <= 80 ? text : "this value (\(value.kind))"
    }
}
