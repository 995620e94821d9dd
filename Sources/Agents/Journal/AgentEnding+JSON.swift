import Foundations

extension AgentEnding {
    /// The ending as a journal has it.
    var json: JSONObject {
        switch self {
        case .finished(let answer, let evidence):
            ["outcome": "finished", "answer": .string(answer), "evidence": .array(evidence.map { .object($0.json) })]
        case .stopped(let cause):
            JSONObject(members: [.init(key: "outcome", value: "stopped")] + cause.json.members)
        }
    }

    init(_ reader: EventReader) throws(EventError) {
        switch try reader.string("outcome") {
        case "finished":
            var evidence: [Evidence] = []
            for value in try reader.array("evidence") {
                evidence.append(try Evidence(EventReader(value, "a piece of evidence")))
            }
            self = .finished(answer: try reader.string("answer"), evidence: evidence)
        case "stopped": self = .stopped(try StopCause(reader))
        case let other: throw EventError("a run cannot end '\(other)'")
        }
    }
}

extension Evidence {
    /// The evidence as a journal has it.
    var json: JSONObject {
        var object: JSONObject = ["step": .integer(step), "tool": .string(tool)]
        object["exit_status"] = exitStatus.map { .integer(Int64($0)) }
        object["digest"] = .string(digest)
        if !changedPaths.isEmpty { object["changed_paths"] = .array(changedPaths.map(JSONValue.string)) }
        return object
    }

    init(_ reader: EventReader) throws(EventError) {
        self.init(
            step: try reader.int("step"), tool: try reader.string("tool"),
            exitStatus: reader.has("exit_status") ? Int32(truncatingIfNeeded: try reader.int("exit_status")) : nil,
            digest: try reader.string("digest"),
            changedPaths: reader.has("changed_paths") ? try reader.strings("changed_paths") : [])
    }
}

extension StopCause {
    /// The cause as a journal has it.
    var json: JSONObject {
        switch self {
        case .modelGaveUp(let reason): ["cause": "gave-up", "reason": .string(reason)]
        case .stepLimit(let limit): ["cause": "step-limit", "limit": .integer(limit)]
        case .tokenLimit(let limit): ["cause": "token-limit", "limit": .integer(limit)]
        case .timeLimit(let seconds): ["cause": "time-limit", "limit": .number(seconds)]
        case .contextFull(let tokens, let size):
            ["cause": "context-full", "tokens": .integer(tokens), "context_size": .integer(size)]
        case .repetition(let repetition): ["cause": "repetition", "repetition": .string(repetition.rawValue)]
        }
    }

    init(_ reader: EventReader) throws(EventError) {
        switch try reader.string("cause") {
        case "gave-up": self = .modelGaveUp(reason: try reader.string("reason"))
        case "step-limit": self = .stepLimit(try reader.int("limit"))
        case "token-limit": self = .tokenLimit(try reader.int("limit"))
        case "time-limit": self = .timeLimit(seconds: try reader.double("limit"))
        case "context-full":
            self = .contextFull(tokens: try reader.int("tokens"), contextSize: try reader.int("context_size"))
        case "repetition": self = .repetition(try reader.word("repetition"))
        case let other: throw EventError("there is no cause '\(other)' to stop")
        }
    }
}
