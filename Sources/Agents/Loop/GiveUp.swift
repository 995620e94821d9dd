import Foundations
public import Tokenization

/// The tool that ends a run honestly: the loop handles it itself, and nothing is run.
public enum GiveUp {
    /// Its name.
    public static let name = "give_up"

    /// What the model is told of it.
    public static let definition = ToolDefinition(
        name: name, description: "End the work because it cannot be done; say why.",
        parameters: [
            "type": "object", "properties": ["reason": ["type": "string"]], "required": ["reason"],
            "additionalProperties": false,
        ])
}
