package import Foundations

/// Reads the `post_processor` of a `tokenizer.json`.
package enum PostProcessorReader {
    /// The post-processor that `document` describes; nil where it is none that could add tokens.
    package static func read(_ document: JSONValue, file: String) throws(TokenizerFileError) -> PostProcessor? {
        try read(TokenizerNode(value: document, file: file, location: "post_processor"))
    }

    /// The post-processor of a node; nil where it is none that could add tokens.
    static func read(_ node: TokenizerNode) throws(TokenizerFileError) -> PostProcessor? {
        if node.value.isNull { return nil }
        let type = try node.type()
        switch type {
        case "Sequence":
            try node.requireNoOtherKeys(than: ["type", "processors"])
            var result: PostProcessor?
            for part in try node["processors"].elements() {
                guard let processor = try read(part) else { continue }
                if result != nil { throw part.unsupported("a second post-processor that adds tokens") }
                result = processor
            }
            return result
        case "ByteLevel":
            // Its flags move the places of tokens in the text, which nobody asks for here.
            try node.requireNoOtherKeys(than: ["type", "add_prefix_space", "trim_offsets", "use_regex"])
            return nil
        case "BertProcessing":
            try node.requireNoOtherKeys(than: ["type", "sep", "cls"])
            let (cls, sep) = (try token(node["cls"]), try token(node["sep"]))
            let single: [PostProcessor.Part] = [
                .tokens([cls], typeID: 0), .first(typeID: 0), .tokens([sep], typeID: 0),
            ]
            return PostProcessor(
                single: single, pair: single + [.second(typeID: 1), .tokens([sep], typeID: 1)])
        case "RobertaProcessing":
            try node.requireNoOtherKeys(than: ["type", "sep", "cls", "trim_offsets", "add_prefix_space"])
            let (cls, sep) = (try token(node["cls"]), try token(node["sep"]))
            let single: [PostProcessor.Part] = [
                .tokens([cls], typeID: 0), .first(typeID: 0), .tokens([sep], typeID: 0),
            ]
            return PostProcessor(
                single: single,
                pair: single + [.tokens([sep], typeID: 0), .second(typeID: 0), .tokens([sep], typeID: 0)])
        case "TemplateProcessing": return try template(node)
        default: throw node["type"].unsupported("the post-processor \"\(type)\"")
        }
    }

    /// A token written as its text and its id.
    private static func token(_ node: TokenizerNode) throws(TokenizerFileError) -> Int32 {
        let parts = try node.elements()
        guard parts.count == 2 else { throw node.invalid("should be a text and an id") }
        _ = try parts[0].string()
        return try parts[1].tokenID()
    }

    private static func template(_ node: TokenizerNode) throws(TokenizerFileError) -> PostProcessor {
        try node.requireNoOtherKeys(than: ["type", "single", "pair", "special_tokens"])
        var tokens: [[UInt8]: [Int32]] = [:]
        for member in try node["special_tokens"].object().members {
            let entry = node["special_tokens"][member.key]
            var ids: [Int32] = []
            if let count = entry["ids"].value.array?.count, count > 64 {
                throw entry["ids"].unsupported("a special token of \(count) ids")
            }
            for id in try entry["ids"].elements() { ids.append(try id.tokenID()) }
            tokens[Array(member.key.utf8)] = ids
        }
        func parts(_ list: TokenizerNode) throws(TokenizerFileError) -> [PostProcessor.Part] {
            var parts: [PostProcessor.Part] = []
            for piece in try list.elements() {
                if !piece["SpecialToken"].value.isNull {
                    let token = piece["SpecialToken"]
                    let name = try token["id"].string()
                    guard let ids = tokens[Array(name.utf8)] else {
                        throw token["id"].invalid("\"\(name)\" is not among the special_tokens")
                    }
                    parts.append(.tokens(ids, typeID: try token["type_id"].tokenID()))
                } else {
                    let sequence = piece["Sequence"]
                    let typeID = try sequence["type_id"].tokenID()
                    switch try sequence["id"].string() {
                    case "A": parts.append(.first(typeID: typeID))
                    case "B": parts.append(.second(typeID: typeID))
                    default: throw sequence["id"].invalid("should be \"A\" or \"B\"")
                    }
                }
            }
            return parts
        }
        return PostProcessor(single: try parts(node["single"]), pair: try parts(node["pair"]))
    }
}
