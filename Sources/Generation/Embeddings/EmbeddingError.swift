/// Why texts cannot be turned into vectors.
public enum EmbeddingError: Error, Hashable, CustomStringConvertible {
    /// A file that is not what its name says.
    case invalid(file: String, reason: String)
    /// A step of the model that is not computed here.
    case unsupportedModule(file: String, type: String)
    /// A setting that is not computed here.
    case unsupportedSetting(file: String, setting: String)
    /// Neither `tokenizer.json` nor `vocab.txt`.
    case noTokenizer(directory: String)
    /// The tokenizer knows more tokens than the model: they do not belong together.
    case vocabularyMismatch(tokenizer: Int, model: Int)
    /// A prompt that the model does not name.
    case unknownPrompt(name: String, known: [String])
    /// A text without tokens, where the tokenizer adds none of its own.
    case emptyText(index: Int)

    public var description: String {
        switch self {
        case .invalid(let file, let reason): return "\(file): \(reason)"
        case .unsupportedModule(let file, let type):
            return "\(file): the step '\(type)' is not supported; supported are Transformer, Pooling and Normalize"
        case .unsupportedSetting(let file, let setting): return "\(file): \(setting) is not supported"
        case .noTokenizer(let directory):
            return "\(directory) has no tokenizer: there is neither a tokenizer.json nor a vocab.txt"
        case .vocabularyMismatch(let tokenizer, let model):
            return "the tokenizer has \(tokenizer) tokens, but the model only \(model): they do not belong together"
        case .unknownPrompt(let name, let known):
            let names = known.isEmpty ? "it names none" : "it names \(known.joined(separator: ", "))"
            return "the model has no prompt '\(name)': \(names)"
        case .emptyText(let index):
            return "text \(index) is empty, and the tokenizer adds no tokens of its own: there is nothing to embed"
        }
    }
}
