import Foundation
import Foundations
import TestSupport
import Testing
import Training

@Suite("martlet train grpo --environment tasks")
struct TrainPracticeCommandTests {
    private let assistant: TinyAssistant

    init() throws {
        assistant = try TinyAssistant(contextSize: 2048)
    }

    private func train(_ arguments: [String], output: String = "run") throws -> MartletProgram.Outcome {
        try MartletProgram.run(
            [
                "train", "grpo", "--model", assistant.path, "--environment", "tasks", "--output",
                assistant.file(output).path, "--steps", "2", "--prompts-per-iteration", "2", "--group-size", "2",
                "--max-tokens", "40", "--max-turns", "2", "--evaluation-prompts", "2", "--allow-unsandboxed",
                "--sample-every", "0",
            ] + arguments)
    }

    @Test("An agent practises, and its model can be asked and measured")
    func practice() throws {
        let outcome = try train(["--json"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let json = try JSONValue(parsing: outcome.output, source: "output")
        #expect(json["outcome"]?.string == "finished" && json["steps"]?.int == 2)
        for name in ["reward/mean", "success", "answer_length"] {
            #expect(json["last_validation_figures"]?[name]?.double != nil, "\(name)")
        }
        let settings = try String(contentsOf: assistant.file("run/run.yaml"), encoding: .utf8)
        #expect(settings.contains("environment: tasks"))
        let again = try MartletProgram.run([
            "train", "grpo", "--resume", "--output", assistant.file("run").path, "--json",
        ])
        #expect(again.status == 0, "\(again.errors)")
        let measured = try MartletProgram.run([
            "eval", "agent", "--model", assistant.file("run").path, "--tasks", "2", "--allow-unsandboxed", "--json",
        ])
        #expect(measured.status == 0, "\(measured.errors)")
    }

    @Test("Tasks have their own goals and rewards, and wordings that are never trained")
    func refusals() throws {
        for (arguments, message) in [
            (["--prompts", "x.jsonl"], "prompts"), (["--reward", "exact"], "reward"),
            (["--task-phrasings", "unseen"], "never trained"), (["--task-kinds", "juggle"], "'juggle' is none of"),
        ] {
            let outcome = try train(arguments)
            #expect(outcome.status == 1 && outcome.errors.contains(message), "\(outcome.errors)")
        }
        #expect(try train(["--max-turns", "0"]).status == 2)
        #expect(!FileManager.default.fileExists(atPath: assistant.file("run").path))
    }

    @Test("Pairs of turns are written once, shown, and learned from")
    func pairs() throws {
        let file = assistant.file("pairs.jsonl")
        func write(_ more: String...) throws -> MartletProgram.Outcome {
            try MartletProgram.run(["corpus", "preferences", "--count", "20", "--output", file.path] + more)
        }
        #expect(try write().status == 0)
        let first = try Data(contentsOf: file)
        #expect(first.split(separator: 0x0A).count == 20)
        #expect(try write().status == 1)
        #expect(try write("--force", "--jobs", "3").status == 0)
        #expect(try Data(contentsOf: file) == first)
        let shown = try MartletProgram.run(["corpus", "preferences", "--show", "3"])
        #expect(shown.status == 0 && shown.output.contains("rather than, by "))
        let outcome = try MartletProgram.run([
            "train", "dpo", "--model", assistant.path, "--data", file.path, "--loss", "orpo", "--steps", "2",
            "--batch-size", "4", "--output", assistant.file("preferred").path,
        ])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try MartletProgram.run(["corpus", "preferences"]).status == 2)
        #expect(try MartletProgram.run(["corpus", "tasks", "--show", "1", "--bad-habits", "2"]).status == 2)
    }
}
