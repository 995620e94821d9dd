import Foundation
import Foundations

/// What `tokenizer_config.json`, and in its absence `special_tokens_map.json`, say about a model's tokenizer.
struct TokenizerConfiguration {
    /// The texts of the tokens that begin and end a text.
    private(set) var beginOfText: String?
    private(set) var endOfText: String?
    /// Whether those tokens are put around every text; nil where the file does not say so.
    private(set) var marks: TextMarks?

    /// Reads the files of a model's folder that are there.
    ///
    /// - Throws: ``TokenizerFileError`` where a setting is not what it should be, `JSONError` where a file is no JSON,
    ///   `FileError` where it cannot be read.
    init(directory: URL) throws {
        for name in ["special_tokens_map.json", Tokenizer.configurationFileName] {
            let url = directory.appending(path: name)
            guard FileManager.default.fileExists(atPath: url.path) else { continue }
            let node = TokenizerNode(value: try JSONValue(contentsOf: url), file: url.path, location: "the file")
            _ = try node.object()
            beginOfText = try Self.text(node["bos_token"]) ?? beginOfText
            endOfText = try Self.text(node["eos_token"]) ?? endOfText
            if !node["add_bos_token"].value.isNull || !node["add_eos_token"].value.isNull {
                marks = TextMarks(
                    beginning: try node.flag("add_bos_token", standard: false),
                    end: try node.flag("add_eos_token", standard: false))
            }
        }
    }

    /// The text of a token, which may stand there as itself or as the `content` of an object.
    private static func text(_ node: TokenizerNode) throws(TokenizerFileError) -> String? {
        if node.value.isNull { return nil }
        return try node.value.object == nil ? node.string() : node["content"].string()
    }
}
