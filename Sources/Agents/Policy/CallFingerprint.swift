import Foundations
public import Tokenization

/// The hash that binds an approval to a call.
public enum CallFingerprint {
    /// The SHA-256 of the call's tool and arguments, and of `circumstances`: whatever else the outcome depends on, such
    /// as the digests of the files it names. 64 hexadecimal digits.
    public static func of(_ call: ToolCall, circumstances: [String] = []) -> String {
        let document: JSONValue = [
            "tool": .string(call.name), "arguments": .object(call.arguments),
            "circumstances": .array(circumstances.map(JSONValue.string)),
        ]
        return Hexadecimal.text(SHA256.hash(document.serializedBytes()))
    }
}
