import Checkpoints
import Foundation
import Foundations
public import Tokenization
public import Transformer

extension ModelFiles {
    /// The vocabulary of the model: its `tokenizer.json`, or what the GGUF file carries.
    public func tokenizer() throws -> Tokenizer {
        guard let gguf else { return try Tokenizer(directory: url) }
        return try Tokenizer(gguf: gguf)
    }

    /// How conversations become text for this model.
    ///
    /// - Parameter fallback: the template for a model that has none, as base models are.
    /// - Throws: `ChatTemplateError.missing(directory:)` where the model has no template and there is no fallback.
    public func chatTemplate(otherwise fallback: ChatTemplate? = nil) throws -> ChatTemplate {
        do {
            return try ownChatTemplate()
        } catch ChatTemplateError.missing(let place) {
            guard let fallback else { throw ChatTemplateError.missing(directory: place) }
            return fallback
        }
    }

    private func ownChatTemplate() throws -> ChatTemplate {
        // What an adapter was trained with goes before what its base has.
        if let textFolder {
            do {
                return try ChatTemplate(directory: textFolder)
            } catch ChatTemplateError.missing {
            }
        }
        guard let metadata = gguf?.metadata else { return try ChatTemplate(directory: url) }
        guard let source = try metadata.string("tokenizer.chat_template") else {
            throw ChatTemplateError.missing(directory: url.path)
        }
        let tokenizer = try tokenizer()
        var texts = JSONObject()
        for name in ["bos", "eos", "unknown", "padding", "seperator", "cls", "mask"] {
            guard let id = try metadata.int("tokenizer.ggml.\(name)_token_id"), let token = Int32(exactly: id) else {
                continue
            }
            let key = ["unknown": "unk", "padding": "pad", "seperator": "sep"][name] ?? name
            texts["\(key)_token"] = .string(String(decoding: tokenizer.bytes(of: token), as: UTF8.self))
        }
        return try ChatTemplate(source: source, name: "\(url.path): tokenizer.chat_template", tokenTexts: texts)
    }
}
