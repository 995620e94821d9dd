import Foundation
import Foundations
import TestSupport
import Testing
import Training

@Suite("martlet train grpo and train ppo")
struct TrainPolicyCommandTests {
    private let assistant: TinyAssistant

    init() throws {
        assistant = try TinyAssistant(contextSize: 64)
        try write(Self.lines(24))
    }

    private static func lines(_ count: Int) -> [String] {
        (0..<count).map { #"{"prompt": "the cat \#($0)", "answer": "\#($0)"}"# }
    }

    private var prompts: URL { assistant.file("prompts.jsonl") }

    private func write(_ lines: [String]) throws {
        try AtomicFile.write(lines.map { $0 + "\n" }.joined(), to: prompts)
    }

    private func options(_ reward: String, steps: Int = 4) -> [String] {
        [
            "--model", assistant.path, "--prompts", prompts.path, "--reward", reward, "--steps", "\(steps)",
            "--prompts-per-iteration", "3", "--group-size", "2", "--max-tokens", "8", "--held-out", "0.2",
        ]
    }

    private func train(_ kind: String, _ arguments: [String], output: String) throws -> MartletProgram.Outcome {
        try MartletProgram.run(["train", kind, "--output", assistant.file(output).path, "--threads", "2"] + arguments)
    }

    @Test("A policy is trained, measured and sampled; a second run is refused", arguments: ["grpo", "ppo"])
    func policy(kind: String) throws {
        let outcome = try train(kind, options("exact + 0.5*length:8") + ["--json"], output: "run")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let json = try JSONValue(parsing: outcome.output, source: "output")
        #expect(json["outcome"]?.string == "finished" && json["steps"]?.int == 4)
        for name in ["reward/mean", "success", "kl", "answer_length", "cut_off"] {
            #expect(json["last_validation_figures"]?[name]?.double != nil, "\(name)")
        }
        #expect(outcome.errors.contains("sample:"))
        let report = try String(contentsOf: assistant.file("run/report.html"), encoding: .utf8)
        #expect(report.contains("Reward") && report.contains("Entropy"))
        let chat = try MartletProgram.run(["chat", assistant.file("run").path, "--max-tokens", "5"], input: "cat\n")
        #expect(chat.status == 0, "\(chat.errors)")
        let again = try train(kind, options("exact"), output: "run")
        #expect(again.status == 1 && again.errors.contains("--resume"), "\(again.errors)")
    }

    @Test("A reward model trained here is the reward")
    func rewardModel() throws {
        let pairs = assistant.file("pairs.jsonl")
        try AtomicFile.write(TinyPairs.lines(20, seed: 3).map { $0 + "\n" }.joined(), to: pairs)
        let reward = try MartletProgram.run([
            "train", "reward", "--model", assistant.path, "--data", pairs.path, "--output",
            assistant.file("reward").path, "--steps", "3", "--batch-size", "4",
        ])
        #expect(reward.status == 0, "\(reward.errors)")
        let outcome = try train("grpo", options("model:\(assistant.file("reward").path)"), output: "run")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("held-out reward, mean"), "\(outcome.output)")
    }

    @Test("What cannot be used is named by file and line before anything is made, or counted and left out")
    func badPrompts() throws {
        let bad = [
            (#"{"prompt": "the""#, "broken-json"), (#"{"prompt": "", "answer": 1}"#, "nothing-to-answer"),
            (#"{"prompt": "the"}"#, "missing-answer"), (#"{"ask": "the"}"#, "unknown-shape"),
            (#"{"prompt": [{"role": "elf", "content": "a"}], "answer": 1}"#, "unknown-role"),
            (
                JSONValue.object(["prompt": .string(String(repeating: "the cat ", count: 60)), "answer": 1])
                    .serialized(), "longer-than-context"
            ),
        ]
        for (line, kind) in bad {
            try write([Self.lines(1)[0], line] + Self.lines(20))
            let outcome = try train("grpo", options("exact"), output: "run")
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("prompts.jsonl:2: \(kind)"), "\(outcome.errors)")
            #expect(!FileManager.default.fileExists(atPath: assistant.file("run").path))
        }
        try write(Self.lines(24) + bad.map(\.0))
        let outcome = try train("grpo", options("exact") + ["--skip-bad"], output: "run")
        #expect(outcome.status == 0, "\(outcome.errors)")
        for (_, kind) in bad { #expect(outcome.errors.contains("left out 1 prompt: \(kind)"), "\(kind)") }
    }

    @Test("Values that are none are bad usage, and a dry run makes nothing")
    func settings() throws {
        #expect(try train("grpo", options("exacct"), output: "run").status == 2)
        #expect(try train("grpo", options("exact") + ["--loss", "gpo"], output: "run").status == 2)
        #expect(try train("grpo", options("exact") + ["--group-size", "1"], output: "run").status == 2)
        let outcome = try train("ppo", options("exact") + ["--dry-run", "--seed", "8"], output: "run")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let settings = try ReinforcementConfiguration(yaml: outcome.output, file: "output")
        #expect(settings.seed == 8 && settings.algorithm == .ppo && settings.reward == "exact")
        #expect(!FileManager.default.fileExists(atPath: assistant.file("run").path))
    }

    @Test("A run that was killed, or stopped by a signal, goes on to the same weights", arguments: ["grpo", "ppo"])
    func interrupted(kind: String) throws {
        let options =
            options("0.5*length:8", steps: 40) + [
                "--threads", "1", "--checkpoint-every", "3", "--evaluate-every", "10",
            ]
        let straight = assistant.file("straight")
        let outcome = try MartletProgram.run(["train", kind, "--output", straight.path] + options)
        #expect(outcome.status == 0, "\(outcome.errors)")
        for signal in [SIGKILL, SIGINT] {
            let run = assistant.file("run-\(signal)")
            let process = try TrainingProcess(options, run: run, kind: kind)
            process.waitForStep(7)
            process.end(with: signal)
            let resumed = try MartletProgram.run(["train", kind, "--resume", "--output", run.path])
            #expect(resumed.status == 0, "\(resumed.errors)")
            try TrainingRecords.expectSame(run, straight)
        }
    }
}
