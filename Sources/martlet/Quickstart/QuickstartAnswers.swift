import Agents
import Foundations
import Tokenization

/// What the models of a quickstart did when they were asked the same.
struct QuickstartAnswers {
    var prompt: String
    /// By model, in the order of the stages.
    var answers: [(model: String, text: String)]

    /// What became of a task: the tools that were called, and the last turn.
    static func summary(of result: TaskResult) -> String {
        var parts = result.run.steps.map(\.call.name)
        switch result.run.ending {
        case .answered(let answer): parts.append("\"\(answer)\"")
        case .gaveUp(let reason): parts.append("gave up: \(reason)")
        case .limit(let limit): parts.append("(stopped: \(limit))")
        case .loop: parts.append("(stopped: went round in circles)")
        case .failed(let reason): parts.append("(broke off: \(reason))")
        }
        // What a base model writes may be long.
        let text = parts.joined(separator: ", ")
        return text.count > 200 ? text.prefix(200) + " …" : text
    }

    var json: JSONValue {
        var object = JSONObject()
        for (model, text) in answers { object[model] = .string(text) }
        return ["prompt": .string(prompt), "answers": .object(object)]
    }

    var text: String {
        let width = (answers.map(\.model.count).max() ?? 0) + 2
        let lines = answers.map { answer in
            answer.model.padded(to: width) + answer.text.split(whereSeparator: \.isNewline).joined(separator: " ")
        }
        return (["asked".padded(to: width) + prompt] + lines).joined(separator: "\n")
    }
}
