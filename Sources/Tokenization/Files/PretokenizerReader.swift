package import Foundations

/// Reads the `pre_tokenizer` of a `tokenizer.json`.
package enum PretokenizerReader {
    /// A step of cutting, kept apart by what may be done with it as a whole.
    enum Step {
        /// Cuts by an expression whose matches all become pieces.
        case pattern(PretokenizerPattern)
        /// From here on each byte is a character of GPT-2's alphabet.
        case byteAlphabet
        /// Any other.
        case other(any Pretokenizer)
    }

    /// The pre-tokenizers that `document` describes, one after the other; after `ByteLevel`, pieces are spelled in
    /// GPT-2's alphabet.
    package static func read(
        _ document: JSONValue, file: String
    ) throws(TokenizerFileError) -> [any Pretokenizer] {
        pretokenizers(
            try steps(TokenizerNode(value: document, file: file, location: "pre_tokenizer")))
    }

    /// Pre-tokenizers for steps, patterns that follow each other as one.
    static func pretokenizers(_ steps: some Sequence<Step>) -> [any Pretokenizer] {
        var result: [any Pretokenizer] = []
        for step in steps {
            switch step {
            case .pattern(let pattern):
                if let last = result.last as? PatternPretokenizer {
                    result[result.count - 1] = PatternPretokenizer(last.pattern.followed(by: pattern))
                } else {
                    result.append(PatternPretokenizer(pattern))
                }
            case .byteAlphabet: result.append(ByteAlphabetPretokenizer())
            case .other(let pretokenizer): result.append(pretokenizer)
            }
        }
        return result
    }

    /// The steps of a node; none for `null`.
    static func steps(_ node: TokenizerNode) throws(TokenizerFileError) -> [Step] {
        if node.value.isNull { return [] }
        let type = try node.type()
        switch type {
        case "Sequence":
            try node.requireNoOtherKeys(than: ["type", "pretokenizers"])
            var steps: [Step] = []
            for part in try node["pretokenizers"].elements() { steps += try self.steps(part) }
            return steps
        case "ByteLevel": return try byteLevel(node)
        case "Split": return [try split(node)]
        case "Metaspace": return [.other(try metaspace(node))]
        case "BertPreTokenizer":
            try node.requireNoOtherKeys(than: ["type"])
            return [.other(BertPretokenizer())]
        case "Whitespace":
            try node.requireNoOtherKeys(than: ["type"])
            return [.other(WordPretokenizer())]
        case "WhitespaceSplit":
            try node.requireNoOtherKeys(than: ["type"])
            return [.other(CharacterPretokenizer(.property(.space), behavior: .removed))]
        case "Punctuation":
            try node.requireNoOtherKeys(than: ["type", "behavior"])
            let behavior: SplitBehavior = node["behavior"].value.isNull ? .isolated : try self.behavior(node)
            return [.other(CharacterPretokenizer(.property(.punctuation), behavior: behavior))]
        case "Digits":
            try node.requireNoOtherKeys(than: ["type", "individual_digits"])
            let isEach = try node.flag("individual_digits", standard: false)
            return [.other(CharacterPretokenizer(.property(.number), behavior: isEach ? .isolated : .contiguous))]
        case "CharDelimiterSplit":
            try node.requireNoOtherKeys(than: ["type", "delimiter"])
            let delimiter = try node["delimiter"].character().value
            return [.other(CharacterPretokenizer(.codePoint(delimiter), behavior: .removed))]
        case "FixedLength":
            try node.requireNoOtherKeys(than: ["type", "length"])
            let length = node["length"].value.isNull ? 5 : try node["length"].count()
            if length == 0 { throw node["length"].invalid("should be 1 or more") }
            return [.other(FixedLengthPretokenizer(length: length))]
        default: throw node["type"].unsupported("the pre-tokenizer \"\(type)\"")
        }
    }

    private static func byteLevel(_ node: TokenizerNode) throws(TokenizerFileError) -> [Step] {
        try node.requireNoOtherKeys(than: ["type", "add_prefix_space", "trim_offsets", "use_regex"])
        var steps: [Step] = []
        if try node.flag("add_prefix_space", standard: true) { steps.append(.other(PrefixSpacePretokenizer())) }
        if try node.flag("use_regex", standard: true) { steps.append(.pattern(.gpt2)) }
        return steps + [.byteAlphabet]
    }

    private static func split(_ node: TokenizerNode) throws(TokenizerFileError) -> Step {
        try node.requireNoOtherKeys(than: ["type", "pattern", "behavior", "invert"])
        let behavior = try behavior(node)
        let inverts = try node.flag("invert", standard: false)
        if behavior == .isolated, !node["pattern"]["Regex"].value.isNull {
            return .pattern(try PatternReader.splitPattern(node["pattern"]["Regex"]))
        }
        return .other(
            SplitPretokenizer(try PatternReader.read(node["pattern"]), behavior: behavior, inverts: inverts))
    }

    private static func metaspace(_ node: TokenizerNode) throws(TokenizerFileError) -> MetaspacePretokenizer {
        try node.requireNoOtherKeys(than: [
            "type", "replacement", "add_prefix_space", "prepend_scheme", "split", "str_rep",
        ])
        let name = node["prepend_scheme"].value.isNull ? "always" : try node["prepend_scheme"].string()
        guard var scheme = MetaspacePretokenizer.PrependScheme(rawValue: name) else {
            throw node["prepend_scheme"].unsupported("\"\(name)\"")
        }
        if try !node.flag("add_prefix_space", standard: true) {
            if !node["prepend_scheme"].value.isNull, scheme != .never {
                throw node["add_prefix_space"].invalid("is false, but prepend_scheme is \"\(name)\"")
            }
            scheme = .never
        }
        return MetaspacePretokenizer(
            sign: try node["replacement"].character(), scheme: scheme, splits: try node.flag("split", standard: true))
    }

    private static func behavior(_ node: TokenizerNode) throws(TokenizerFileError) -> SplitBehavior {
        let name = try node["behavior"].string()
        guard let behavior = SplitBehavior(rawValue: name) else {
            throw node["behavior"].unsupported("\"\(name)\"")
        }
        return behavior
    }
}
