import Foundations
import Tokenization

/// Makes a conversation of a JSON object of one of the shapes that are read.
struct TranscriptShape {
    let origin: DocumentOrigin

    init(_ origin: DocumentOrigin) {
        self.origin = origin
    }

    func failure(_ kind: TranscriptError.Kind, _ detail: String) -> TranscriptError {
        TranscriptError(kind, at: origin, detail)
    }

    func chat(in value: JSONValue) throws(TranscriptError) -> Chat {
        guard let object = value.object else {
            throw failure(.unknownShape, "it is \(value.kind), not an object")
        }
        var chat = Chat()
        if object["messages"] != nil {
            chat.messages = try OpenAIMessages(turns(in: object, "messages"), self).messages()
        } else if object["conversations"] != nil {
            chat.messages = try ShareGPTMessages(turns(in: object, "conversations"), self).messages()
        } else if object["instruction"] != nil {
            chat.messages = try instruction(object)
        } else {
            let keys = object.members.prefix(8).map { "\"\($0.key)\"" }.joined(separator: ", ")
            throw failure(
                .unknownShape, "it has no \"messages\", \"conversations\" or \"instruction\", but: \(keys)")
        }
        if let system = try text(object["system"], "system"), !system.isEmpty {
            chat.messages.insert(.system(system), at: 0)
        }
        chat.tools = try ToolList(self).tools(in: object["tools"])
        return chat
    }

    private func turns(in object: JSONObject, _ key: String) throws(TranscriptError) -> [JSONValue] {
        guard let turns = object[key]?.array else {
            throw failure(.unknownShape, "its \"\(key)\" are \(object[key]?.kind ?? "missing"), not an array")
        }
        return turns
    }

    /// A text that may be left out or null.
    func text(_ value: JSONValue?, _ name: String) throws(TranscriptError) -> String? {
        guard let value, !value.isNull else { return nil }
        guard let text = value.string else {
            throw failure(.unknownShape, "its \"\(name)\" is \(value.kind), not a string")
        }
        return text
    }

    // MARK: Alpaca

    private func instruction(_ object: JSONObject) throws(TranscriptError) -> [ChatMessage] {
        var messages: [ChatMessage] = []
        if let history = object["history"], !history.isNull {
            guard let rounds = history.array else {
                throw failure(.unknownShape, "its \"history\" is \(history.kind), not an array")
            }
            for round in rounds {
                guard round.array?.count == 2, let ask = round[0]?.string, let answer = round[1]?.string else {
                    throw failure(.unknownShape, "a round of its \"history\" is not a pair of strings")
                }
                messages += [.user(ask), .assistant(answer)]
            }
        }
        let instruction = try text(object["instruction"], "instruction") ?? ""
        let input = try text(object["input"], "input") ?? ""
        guard let output = try text(object["output"], "output") else {
            throw failure(.noAssistantTurn, "it has an \"instruction\" and no \"output\"")
        }
        let question = [instruction, input].filter { !$0.isEmpty }.joined(separator: "\n")
        return messages + [.user(question), .assistant(output)]
    }

    // MARK: Calls

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
