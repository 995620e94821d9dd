import Foundation
import Foundations
import TestSupport

/// A folder with a model and pairs of answers: the preferred one says again what it was told.
struct TinyPairs {
    /// The model, with a context of 64 tokens.
    let assistant: TinyAssistant

    /// The pairs.
    var file: URL { assistant.file("pairs.jsonl") }

    init(count: Int = 40) throws {
        assistant = try TinyAssistant(contextSize: 64)
        try write(Self.lines(count, seed: 5))
    }

    /// Replaces the file.
    func write(_ lines: [String]) throws {
        try AtomicFile.write(lines.map { $0 + "\n" }.joined(), to: file)
    }

    /// A run folder.
    func run(_ name: String) -> URL { assistant.file(name) }

    /// Pairs, one a line.
    static func lines(_ count: Int, seed: UInt64) -> [String] {
        let words = ["the", "cat", "sat", "on", "mat", "and", "hat"]
        var generator = SplitMix64(seed: seed)
        return (0..<count).map { index in
            let text = (0...generator.next(below: 3)).map { _ in words[generator.next(below: 7)] }
                .joined(separator: " ")
            return JSONValue.object([
                "prompt": .string("\(text) \(index)"), "chosen": .string(text), "rejected": .string(text + " hat"),
            ]).serialized()
        }
    }

    /// Runs `martlet train` of a kind on the model and the pairs.
    func train(_ kind: String, _ arguments: [String], output: String) throws -> MartletProgram.Outcome {
        try MartletProgram.run(
            [
                "train", kind, "--model", assistant.path, "--data", file.path, "--output", run(output).path,
                "--steps", "12", "--batch-size", "4", "--held-out", "0.2", "--threads", "2",
            ] + arguments)
    }
}
