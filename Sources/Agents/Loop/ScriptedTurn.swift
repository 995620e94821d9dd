public import Foundations
public import Tokenization

/// A turn of a script.
public struct ScriptedTurn: Sendable, Hashable {
    /// What the model says or calls.
    public var message: ChatMessage
    /// How many tokens it counts as.
    public var outputTokens: Int

    /// A turn.
    public init(message: ChatMessage, outputTokens: Int = 1) {
        self.message = message
        self.outputTokens = outputTokens
    }

    /// A call of a tool.
    public static func call(_ tool: String, _ arguments: JSONObject = JSONObject()) -> ScriptedTurn {
        ScriptedTurn(message: .assistant(calling: ToolCall(name: tool, arguments: arguments)))
    }

    /// An answer.
    public static func answer(_ text: String) -> ScriptedTurn { ScriptedTurn(message: .assistant(text)) }

    /// Reads a line of a script.
    init(_ value: JSONValue, path: String, line: Int) throws(ScriptError) {
        func wrong(_ reason: String) -> ScriptError { .badTurn(path: path, line: line, reason: reason) }
        guard let object = value.object else { throw wrong("it is \(value.kind), not an object") }
        let known = ["tool", "arguments", "answer", "output_tokens"]
        if let odd = object.members.first(where: { !known.contains($0.key) }) {
            throw wrong("'\(odd.key)' is none of \(known.joined(separator: ", "))")
        }
        switch (object["tool"]?.string, object["answer"]?.string) {
        case (let tool?, nil):
            let arguments = object["arguments"] ?? .object(JSONObject())
            guard let arguments = arguments.object else { throw wrong("'arguments' is \(arguments.kind)") }
            self = .call(tool, arguments)
        case (nil, let text?): self = .answer(text)
        default: throw wrong("it needs either 'tool' or 'answer', as a string")
        }
        guard let tokens = object["output_tokens"] else { return }
        guard let count = tokens.int, count >= 0 else { throw wrong("'output_tokens' is no count") }
        outputTokens = count
    }
}
