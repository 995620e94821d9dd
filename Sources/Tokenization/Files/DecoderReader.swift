package import Foundations

/// Reads the `decoder` of a `tokenizer.json`.
package enum DecoderReader {
    /// The steps that `document` describes.
    package static func read(_ document: JSONValue, file: String) throws(TokenizerFileError) -> [DecoderStep] {
        try read(TokenizerNode(value: document, file: file, location: "decoder"))
    }

    /// The steps of a node; spaces between tokens for `null`.
    static func read(_ node: TokenizerNode) throws(TokenizerFileError) -> [DecoderStep] {
        if node.value.isNull { return [.spaced] }
        var steps: [DecoderStep] = []
        var isFused = false
        var growth = GrowthLimit()
        try append(node, to: &steps, isFused: &isFused, &growth)
        return steps
    }

    private static func append(
        _ node: TokenizerNode, to steps: inout [DecoderStep], isFused: inout Bool, _ growth: inout GrowthLimit
    ) throws(TokenizerFileError) {
        let type = try node.type()
        /// A step that looks at single tokens cannot come after the one that joins them.
        func refuseAfterFusing() throws(TokenizerFileError) {
            if isFused { throw node.unsupported("a step of the type \"\(type)\" after the tokens were joined") }
        }
        switch type {
        case "Sequence":
            try node.requireNoOtherKeys(than: ["type", "decoders"])
            for part in try node["decoders"].elements() { try append(part, to: &steps, isFused: &isFused, &growth) }
        case "ByteLevel":
            try refuseAfterFusing()
            try node.requireNoOtherKeys(than: ["type", "add_prefix_space", "trim_offsets", "use_regex"])
            steps.append(.byteLevel)
            isFused = true
        case "Fuse":
            try node.requireNoOtherKeys(than: ["type"])
            steps.append(.fuse)
            isFused = true
        case "ByteFallback":
            try refuseAfterFusing()
            try node.requireNoOtherKeys(than: ["type"])
            steps.append(.byteFallback)
        case "Metaspace":
            try refuseAfterFusing()
            try node.requireNoOtherKeys(than: [
                "type", "replacement", "add_prefix_space", "prepend_scheme", "split", "str_rep",
            ])
            let isNever = node["prepend_scheme"].value.string == "never"
            let addsSpace = try node.flag("add_prefix_space", standard: true)
            steps.append(
                .metaspace(replacement: try node["replacement"].character(), dropsFirst: addsSpace && !isNever))
        case "WordPiece":
            try refuseAfterFusing()
            try node.requireNoOtherKeys(than: ["type", "prefix", "cleanup"])
            steps.append(
                .wordPiece(prefix: try node["prefix"].string(), cleansUp: try node.flag("cleanup", standard: true)))
        case "BPEDecoder":
            try refuseAfterFusing()
            try node.requireNoOtherKeys(than: ["type", "suffix"])
            steps.append(.wordEnd(suffix: try node["suffix"].string()))
        case "CTC":
            try refuseAfterFusing()
            try node.requireNoOtherKeys(than: ["type", "pad_token", "word_delimiter_token", "cleanup"])
            steps.append(
                .ctc(
                    padding: try node["pad_token"].string(), delimiter: try node["word_delimiter_token"].string(),
                    cleansUp: try node.flag("cleanup", standard: true)))
        case "Strip":
            try node.requireNoOtherKeys(than: ["type", "content", "start", "stop"])
            let (start, stop) = (try node["start"].count(), try node["stop"].count())
            // A joined text streams: its beginning is known, its end is not.
            if isFused, start > 1 { throw node["start"].unsupported("\(start) characters of a joined text") }
            if isFused, stop > 0 { throw node["stop"].unsupported("the end of a joined text") }
            steps.append(.strip(content: try node["content"].character(), start: start, stop: stop))
        case "Replace":
            try node.requireNoOtherKeys(than: ["type", "pattern", "content"])
            let content = try node["content"].string()
            let pattern = try PatternReader.read(node["pattern"])
            try growth.add(content.utf8.count, at: node["content"])
            if isFused, !pattern.isOneCharacter {
                throw node["pattern"].unsupported("looking for more than one character in a joined text")
            }
            steps.append(.replace(pattern: pattern, content: content))
        default: throw node["type"].unsupported("the decoder \"\(type)\"")
        }
    }
}
