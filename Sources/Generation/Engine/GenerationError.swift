/// Why a model cannot be used, or a generation cannot begin.
public enum GenerationError: Error, Hashable, CustomStringConvertible {
    /// The prompt has no tokens, and the model has no token that begins a text.
    case emptyPrompt
    /// The prompt has more tokens than the model's context.
    case promptTooLong(promptTokens: Int, contextSize: Int)
    /// The prompt has more tokens than the engine's cache of keys and values can ever hold.
    case promptBeyondCache(promptTokens: Int, cacheTokens: Int, pages: Int, byteLimit: Int)
    /// The prompt contains an id outside the model's vocabulary.
    case tokenOutOfRange(token: Int32, index: Int, vocabularySize: Int)
    /// The path is neither a model directory, a GGUF file, nor a run folder with a finished model.
    case noModel(path: String)
    /// An adapter without the model it belongs to.
    case noBaseModel(adapter: String, base: String?)
    /// The tokenizer knows more tokens than the model: they do not belong together.
    case vocabularyMismatch(tokenizer: Int, model: Int)
    /// A model that guesses for another has another number of tokens.
    case draftVocabulary(draft: Int, model: Int)
    /// The request names an adapter that has not been loaded.
    case unknownAdapter(name: String, known: [String])

    public var description: String {
        switch self {
        case .emptyPrompt:
            "the prompt is empty, and the model has no token that begins a text; give it some text to continue"
        case .promptTooLong(let promptTokens, let contextSize):
            "the prompt has \(promptTokens) tokens, but the model's context holds \(contextSize); shorten the prompt by "
                + "\(promptTokens - contextSize) tokens or more"
        case .promptBeyondCache(let promptTokens, let cacheTokens, let pages, let byteLimit):
            "the prompt has \(promptTokens) tokens, but the cache of keys and values has room for \(cacheTokens): "
                + "\(pages) pages in \(byteLimit) bytes; give the cache more memory, or shorten the prompt by "
                + "\(promptTokens - cacheTokens) tokens or more"
        case .tokenOutOfRange(let token, let index, let vocabularySize):
            "token \(index) of the prompt is \(token), but the model knows only 0 to \(vocabularySize - 1)"
        case .noModel(let path):
            "\(path) holds no model: a model directory has a config.json, the folder of a finished run a model/ with "
                + "one, and a GGUF file ends in .gguf"
        case .draftVocabulary(let draft, let model):
            "the draft model has \(draft) tokens, but the model \(model): it can guess for a model of the same vocabulary "
                + "alone"
        case .noBaseModel(let adapter, let base):
            "\(adapter) is an adapter" + (base.map { " for '\($0)', which is no model here" } ?? "")
                + "; name the model itself, and give the adapter with --adapter"
        case .unknownAdapter(let name, let known):
            "there is no adapter '\(name)'; "
                + (known.isEmpty ? "none is loaded" : "loaded are \(known.joined(separator: ", "))")
        case .vocabularyMismatch(let tokenizer, let model):
            "the tokenizer has \(tokenizer) tokens, but the model only \(model): they do not belong together"
        }
    }
}
