import Foundations
import Tokenization

/// Reads an instruction, its input and its output, and the rounds before them.
struct AlpacaInstruction {
    private let object: JSONObject
    private let shape: TranscriptShape

    init(_ object: JSONObject, _ shape: TranscriptShape) {
        self.object = object
        self.shape = shape
    }

    func messages() throws(TranscriptError) -> [ChatMessage] {
        var messages = try history()
        let instruction = try shape.text(object["instruction"], "instruction") ?? ""
        let input = try shape.text(object["input"], "input") ?? ""
        guard let output = try shape.text(object["output"], "output") else {
            throw shape.failure(.noAssistantTurn, "it has an \"instruction\" and no \"output\"")
        }
        let question = [instruction, input].filter { !$0.isEmpty }.joined(separator: "\n")
        messages += [.user(question), .assistant(output)]
        return messages
    }

    /// Pairs of a question and an answer.
    private func history() throws(TranscriptError) -> [ChatMessage] {
        guard let history = object["history"], !history.isNull else { return [] }
        guard let rounds = history.array else {
            throw shape.failure(.unknownShape, "its \"history\" is \(history.kind), not an array")
        }
        var messages: [ChatMessage] = []
        for round in rounds {
            guard round.array?.count == 2, let ask = round[0]?.string, let answer = round[1]?.string else {
                throw shape.failure(.unknownShape, "a round of its \"history\" is not a pair of strings")
            }
            messages += [.user(ask), .assistant(answer)]
        }
        return messages
    }
}
