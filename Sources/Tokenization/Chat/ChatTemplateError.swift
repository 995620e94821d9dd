/// Why a model's folder gives no chat template.
public enum ChatTemplateError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The folder has neither `chat_template.jinja` nor a `chat_template` in its `tokenizer_config.json`.
    case missing(directory: String)
    /// The folder has several templates, and none of that name.
    case unknownName(String, file: String, names: [String])
    /// `tokenizer_config.json` is not what it should be.
    case invalidConfiguration(file: String, reason: String)
    /// A file is not UTF-8.
    case notUTF8(file: String)

    public var description: String {
        switch self {
        case .missing(let directory):
            "\(directory) has no chat template: neither chat_template.jinja nor chat_template in tokenizer_config.json; "
                + "it is a base model, or its template must be given"
        case .unknownName(let name, let file, let names):
            "\(file): no chat template is named '\(name)': there are "
                + names.map { "'\($0)'" }.joined(separator: ", ")
        case .invalidConfiguration(let file, let reason): "\(file): \(reason)"
        case .notUTF8(let file): "\(file): the template is not UTF-8"
        }
    }
}
