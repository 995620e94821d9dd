import Foundation
import Foundations
import TestSupport

/// A folder with a model to fine-tune and transcripts to fine-tune it on.
struct TinyTranscripts {
    /// The model.
    let assistant: TinyAssistant

    /// The transcripts.
    var file: URL { assistant.file("chats.jsonl") }

    /// Makes the model, with a context of 64 tokens, and so many conversations.
    init(count: Int = 40) throws {
        assistant = try TinyAssistant(contextSize: 64)
        try write(Self.lines(count, seed: 5))
    }

    /// Replaces the file.
    func write(_ lines: [String]) throws {
        try AtomicFile.write(lines.map { $0 + "\n" }.joined(), to: file)
    }

    /// Conversations in which the assistant says again what it was told, one a line.
    static func lines(_ count: Int, seed: UInt64) -> [String] {
        let words = ["the", "cat", "sat", "on", "mat", "and", "hat"]
        var generator = SplitMix64(seed: seed)
        return (0..<count).map { _ in
            let text = (0...generator.next(below: 3)).map { _ in words[generator.next(below: 7)] }
                .joined(separator: " ")
            return line(text, text)
        }
    }

    /// A conversation of a question and an answer.
    static func line(_ question: String, _ answer: String) -> String {
        JSONValue.object([
            "messages": [
                ["role": "user", "content": .string(question)], ["role": "assistant", "content": .string(answer)],
            ]
        ]).serialized()
    }

    /// Runs `martlet train sft` on the model and the transcripts.
    func train(_ arguments: [String]) throws -> MartletProgram.Outcome {
        try MartletProgram.run(["train", "sft", "--model", assistant.path, "--data", file.path] + arguments)
    }
}
