public import Foundations
import Generation
public import Tokenization

/// Checks the arguments of a call, from whatever model it comes, against the schema of its tool.
public enum ArgumentCheck {
    /// Why the arguments do not fit; nil where they do.
    ///
    /// Members that the schema does not describe do not fit either: they are mistakes that should not pass in silence.
    @Sendable public static func misfit(_ arguments: JSONObject, _ definition: ToolDefinition) -> String? {
        if let key = arguments.firstRepeatedKey { return "'\(key)' is given twice" }
        do {
            try JSONSchema(definition.parameters).validate(.object(arguments), closed: true)
            return nil
        } catch {
            return "\(error)"
        }
    }
}
