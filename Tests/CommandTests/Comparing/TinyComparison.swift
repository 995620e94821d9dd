import Foundation
import Foundations
import TestSupport

/// A model, prompts, and a file of judgements about its answers.
struct TinyComparison {
    let assistant: TinyAssistant
    /// What is asked.
    let prompts: [String]

    /// The file of prompts.
    var promptFile: URL { assistant.file("prompts.jsonl") }
    /// The file of judgements.
    var file: URL { assistant.file("judgements.jsonl") }
    /// What the program is called with.
    var arguments: [String] {
        [
            "train", "compare", assistant.path, promptFile.path, "--output", file.path, "--max-tokens", "6",
            "--threads", "1",
        ]
    }

    init(prompts count: Int) throws {
        assistant = try TinyAssistant()
        prompts = (0..<count).map { "the cat " + String(repeating: "sat ", count: $0) + "on" }
        try AtomicFile.write(
            prompts.map { JSONValue.object(["prompt": .string($0)]).serialized() + "\n" }.joined(), to: promptFile)
    }

    /// Runs the program.
    func run(_ more: [String] = [], input: String = "") throws -> MartletProgram.Outcome {
        try MartletProgram.run(arguments + more, input: input)
    }

    /// The bytes of the file of judgements.
    func text() throws -> String { try String(contentsOf: file, encoding: .utf8) }

    /// Its lines.
    func records() throws -> [JSONValue] {
        try text().split(separator: "\n").map { try JSONValue(parsing: String($0), source: file.path) }
    }

    /// Removes the file of judgements.
    func clear() throws { try FileManager.default.removeItem(at: file) }
}
