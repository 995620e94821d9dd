import Foundations
import Tokenization

/// Makes a conversation of a JSON object of one of the formats that are read.
struct TranscriptShape {
    let origin: DocumentOrigin
    /// The format that is meant; nil: what the object itself shows.
    let format: TranscriptFormat?

    init(_ origin: DocumentOrigin, format: TranscriptFormat? = nil) {
        self.origin = origin
        self.format = format
    }

    func failure(_ kind: TranscriptError.Kind, _ detail: String) -> TranscriptError {
        TranscriptError(kind, at: origin, detail)
    }

    /// The conversation of an object.
    func chat(in value: JSONValue) throws(TranscriptError) -> Chat { try weightedChat(in: value).chat }

    /// The conversation of an object, and how much its turns count.
    func weightedChat(in value: JSONValue) throws(TranscriptError) -> WeightedChat {
        guard let object = value.object else {
            throw failure(.unknownShape, "it is \(value.kind), not an object")
        }
        var result: WeightedChat
        let recognition = TranscriptRecognition(object, self)
        switch try recognition.format() {
        case .chat:
            let turns = try recognition.turns()
            result = try weighted(turns, OpenAIMessages(turns, self).messages())
        case .sharegpt:
            let turns = try recognition.turns()
            result = try weighted(turns, ShareGPTMessages(turns, self).messages())
        case .alpaca: result = WeightedChat(try AlpacaInstruction(object, self).messages())
        }
        if let system = try text(object["system"], "system"), !system.isEmpty { result.insert(system: system) }
        result.chat.tools = try ToolList(self).tools(in: object["tools"])
        return result
    }

    private func weighted(
        _ turns: [JSONValue], _ messages: [ChatMessage]
    ) throws(TranscriptError) -> WeightedChat {
        var weights: [Double] = []
        for (index, (turn, message)) in zip(turns, messages).enumerated() {
            weights.append(try TurnWeight(self).weight(in: turn, of: message.role, turn: index + 1))
        }
        return WeightedChat(messages, weights: weights)
    }

    /// A text that may be left out or null.
    func text(_ value: JSONValue?, _ name: String) throws(TranscriptError) -> String? {
        guard let value, !value.isNull else { return nil }
        guard let text = value.string else {
            throw failure(.unknownShape, "its \"\(name)\" is \(value.kind), not a string")
        }
        return text
    }

    /// A call from its name and its arguments, which may be an object or its JSON as a string.
    func call(_ value: JSONValue?, id: String?, turn: Int) throws(TranscriptError) -> ToolCall {
        guard let name = value?["name"]?.string, !name.isEmpty else {
            throw failure(.malformedToolCall, "turn \(turn): a tool call has no name")
        }
        let given = value?["arguments"] ?? .object(JSONObject())
        var arguments = given.object
        if let text = given.string {
            do {
                arguments = try JSONValue(parsing: text, source: "arguments").object
            } catch {
                throw failure(
                    .malformedToolCall,
                    "turn \(turn): the arguments of '\(name)' are no JSON: column \(error.column): \(error.reason)")
            }
        }
        guard let arguments else {
            throw failure(.malformedToolCall, "turn \(turn): the arguments of '\(name)' are no JSON object")
        }
        return ToolCall(id: id, name: name, arguments: arguments)
    }
}
