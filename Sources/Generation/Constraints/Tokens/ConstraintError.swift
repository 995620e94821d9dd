/// Why a text cannot be constrained.
public enum ConstraintError: Error, Sendable, Hashable, CustomStringConvertible {
    /// No token of the vocabulary can follow: it cannot spell what the constraint asks for.
    case noToken(position: Int)
    /// The constraint was made for another vocabulary than the model's.
    case vocabularyMismatch(constraint: Int, model: Int)
    /// The vocabulary lacks a special token that the constraint needs.
    case missingSpecialToken(String)
    /// There is no token that could end the text.
    case noEndToken
    /// Two tools have the same name.
    case repeatedTool(String)
    /// There is no trigger, or one without characters.
    case emptyTrigger
    /// The parameters of a tool are no schema that can be decoded.
    case toolSchema(tool: String, JSONSchemaError)

    public var description: String {
        switch self {
        case .noToken(let position):
            "no token may come at position \(position): the vocabulary cannot spell what the constraint asks for"
        case .vocabularyMismatch(let constraint, let model):
            "the constraint was made for a vocabulary of \(constraint) tokens, but the model has \(model)"
        case .missingSpecialToken(let text):
            "the tokenizer has no special token \(text): this model was not made for tool calls; fine-tune one with "
                + "martlet train sft, or leave the tools out"
        case .noEndToken: "the model names no token that ends a text, so nothing could end a constrained turn"
        case .emptyTrigger: "a constraint that begins with a trigger needs one, of one character at least"
        case .repeatedTool(let name): "two tools are named '\(name)'"
        case .toolSchema(let tool, let error): "the parameters of the tool '\(tool)' cannot be decoded: \(error)"
        }
    }
}
