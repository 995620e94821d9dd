import Foundation
package import Foundations

/// Reads the `normalizer` of a `tokenizer.json`.
package enum NormalizerReader {
    /// The normalizer that `document` describes; nil for `null`.
    package static func read(_ document: JSONValue, file: String) throws(TokenizerFileError) -> (any Normalizer)? {
        try read(TokenizerNode(value: document, file: file, location: "normalizer"))
    }

    static func read(_ node: TokenizerNode) throws(TokenizerFileError) -> (any Normalizer)? {
        var growth = GrowthLimit()
        return try read(node, &growth)
    }

    private static func read(
        _ node: TokenizerNode, _ growth: inout GrowthLimit
    ) throws(TokenizerFileError) -> (any Normalizer)? {
        if node.value.isNull { return nil }
        let type = try node.type()
        switch type {
        case "Sequence":
            try node.requireNoOtherKeys(than: ["type", "normalizers"])
            var normalizers: [any Normalizer] = []
            for part in try node["normalizers"].elements() {
                if let normalizer = try read(part, &growth) { normalizers.append(normalizer) }
            }
            return normalizers.isEmpty ? nil : NormalizerSequence(normalizers)
        case "NFC", "NFD", "NFKC", "NFKD":
            try node.requireNoOtherKeys(than: ["type"])
            return UnicodeNormalizer(type == "NFC" ? .nfc : type == "NFD" ? .nfd : type == "NFKC" ? .nfkc : .nfkd)
        case "Lowercase":
            try node.requireNoOtherKeys(than: ["type"])
            return LowercaseNormalizer()
        case "StripAccents":
            try node.requireNoOtherKeys(than: ["type"])
            return StripAccentsNormalizer()
        case "Nmt":
            try node.requireNoOtherKeys(than: ["type"])
            return NmtNormalizer()
        case "ByteLevel":
            try node.requireNoOtherKeys(than: ["type"])
            return ByteLevelNormalizer()
        case "BertNormalizer":
            try node.requireNoOtherKeys(than: [
                "type", "clean_text", "handle_chinese_chars", "strip_accents", "lowercase",
            ])
            let lowercases = try node.flag("lowercase", standard: true)
            return BertNormalizer(
                cleansText: try node.flag("clean_text", standard: true),
                separatesChinese: try node.flag("handle_chinese_chars", standard: true),
                stripsAccents: try node.flag("strip_accents", standard: lowercases), lowercases: lowercases)
        case "Strip":
            try node.requireNoOtherKeys(than: ["type", "strip_left", "strip_right"])
            return StripNormalizer(
                left: try node.flag("strip_left", standard: true), right: try node.flag("strip_right", standard: true))
        case "Prepend":
            try node.requireNoOtherKeys(than: ["type", "prepend"])
            return PrependNormalizer(try node["prepend"].string())
        case "Replace":
            try node.requireNoOtherKeys(than: ["type", "pattern", "content"])
            let content = try node["content"].string()
            try growth.add(content.utf8.count, at: node["content"])
            return ReplaceNormalizer(try PatternReader.read(node["pattern"]), with: content)
        case "Precompiled":
            try node.requireNoOtherKeys(than: ["type", "precompiled_charsmap"])
            let text = node["precompiled_charsmap"]
            if text.value.isNull { return nil }
            guard let bytes = Data(base64Encoded: try text.string()) else { throw text.invalid("should be Base64") }
            if bytes.isEmpty { return nil }
            return PrecompiledNormalizer(
                try PrecompiledCharacterMap(Array(bytes), file: text.file, location: text.location))
        default: throw node["type"].unsupported("the normalizer \"\(type)\"")
        }
    }
}
