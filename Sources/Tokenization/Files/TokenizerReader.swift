import Foundations

/// Reads a `tokenizer.json` of Hugging Face `tokenizers`, and refuses every setting it would have to ignore.
///
/// The parts of a tokenizer have readers of their own; this one joins them. The layouts that this package writes, and
/// byte-level vocabularies that need nothing else, get models made for them; all others run as a ``TextPipeline``.
struct TokenizerReader {
    let root: TokenizerNode
    /// The bytes of the file, to be written again as they are.
    private let file: [UInt8]?

    init(_ document: JSONValue, file name: String, bytes: [UInt8]? = nil) {
        root = TokenizerNode(value: document, file: name, location: "the file")
        file = bytes
    }

    func tokenizer() throws(TokenizerFileError) -> Tokenizer {
        try root.requireNoOtherKeys(than: [
            "version", "truncation", "padding", "added_tokens", "normalizer", "pre_tokenizer", "post_processor",
            "decoder", "model",
        ])
        try root["version"].require("1.0", .null)
        // Nothing is cut or filled up here: how long a text may be is the business of whoever hands it to a model.
        for key in ["truncation", "padding"] where !root[key].value.isNull { _ = try root[key].object() }
        let addedTokens = try AddedTokenReader.read(root["added_tokens"])
        let normalizer = try NormalizerReader.read(root["normalizer"])
        let postProcessor = try PostProcessorReader.read(root["post_processor"])
        let reader = ModelReader(
            root: root, addedTokens: addedTokens, normalizer: normalizer,
            steps: try PretokenizerReader.steps(root["pre_tokenizer"]),
            decoderSteps: try DecoderReader.read(root["decoder"]))
        let model = try reader.tokenModel()
        for part in (postProcessor?.single ?? []) + (postProcessor?.pair ?? []) {
            guard case .tokens(let tokens, _) = part else { continue }
            if let token = tokens.first(where: { !model.tokenBytes.contains($0) }) {
                throw root["post_processor"].invalid("adds the token \(token), which is not in the vocabulary")
            }
        }
        return Tokenizer(
            model: model, addedTokens: addedTokens,
            normalizer: normalizer, postProcessor: postProcessor, file: file)
    }
}
