import Foundation
import Foundations
import TestSupport
import Testing
import Training
import Transformer

@Suite("martlet train dpo, train reward and eval reward")
struct TrainPreferencesCommandTests {
    private let pairs: TinyPairs

    init() throws { pairs = try TinyPairs() }

    @Test(
        "A policy is trained, measured and can be chatted with; a second run is refused", arguments: ["dpo", "simpo"])
    func policy(loss: String) throws {
        let outcome = try pairs.train("dpo", ["--loss", loss, "--json", "--learning-rate", "1e-3"], output: "run")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let json = try JSONValue(parsing: outcome.output, source: "output")
        #expect(json["outcome"]?.string == "finished" && json["steps"]?.int == 12)
        #expect(json["last_validation_figures"]?["accuracy"]?.double != nil)
        #expect(json["last_validation_figures"]?["log_probability/chosen"]?.double != nil)
        let report = try String(contentsOf: pairs.run("run").appending(path: "report.html"), encoding: .utf8)
        #expect(report.contains("Accuracy") && report.contains("Log probability"))
        let chat = try MartletProgram.run(["chat", pairs.run("run").path, "--max-tokens", "5"], input: "the cat\n")
        #expect(chat.status == 0, "\(chat.errors)")
        let again = try pairs.train("dpo", [], output: "run")
        #expect(again.status == 1 && again.errors.contains("--resume"), "\(again.errors)")
    }

    @Test("A reward model is trained, and measured on the pairs that it held out")
    func reward() throws {
        let outcome = try pairs.train("reward", ["--json", "--centring", "0.01"], output: "run")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let json = try JSONValue(parsing: outcome.output, source: "output")
        let figures = try #require(json["last_validation_figures"])
        let measured = try MartletProgram.run(
            ["eval", "reward", pairs.run("run").path, pairs.file.path, "--held-out", "0.2", "--json"])
        #expect(measured.status == 0, "\(measured.errors)")
        let found = try JSONValue(parsing: measured.output, source: "output")
        #expect(found["accuracy"]?.double == figures["accuracy"]?.double)
        #expect(found["accuracy_standard_error"]?.double != nil && found["mean_margin"]?.double != nil)
        let plain = try MartletProgram.run(["eval", "reward", pairs.run("run").path, pairs.file.path])
        #expect(plain.status == 0 && plain.output.contains("pairs     40"), "\(plain.output)\(plain.errors)")
        let twice = try MartletProgram.run(
            ["eval", "reward", pairs.run("run").path, pairs.file.path, "--with", pairs.run("run").path])
        #expect(twice.status == 0 && twice.output == plain.output, "\(twice.errors)")
        let alone = try MartletProgram.run(
            ["eval", "reward", pairs.run("run").path, pairs.file.path, "--with", pairs.assistant.path])
        #expect(alone.status == 1 && alone.errors.contains("no reward model"), "\(alone.errors)")
        let none = try MartletProgram.run(["eval", "reward", pairs.assistant.path, pairs.file.path])
        #expect(none.status == 1 && none.errors.contains("no reward model"), "\(none.errors)")
    }

    @Test("An adapter is trained in place of the weights; a reward model has it added, and rewards answers")
    func adapters() throws {
        let outcome = try pairs.train("dpo", ["--lora", "--lora-rank", "2", "--json"], output: "run")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let json = try JSONValue(parsing: outcome.output, source: "output")
        #expect(json["adapter"]?.string == pairs.run("run").appending(path: "adapter").path)
        let text = try MartletProgram.run(
            ["generate", pairs.assistant.path, "the cat", "--adapter", pairs.run("run").path, "--max-tokens", "3"])
        #expect(text.status == 0, "\(text.errors)")
        let scores = try pairs.train("reward", ["--lora", "--lora-targets", "q_proj,v_proj"], output: "scores")
        #expect(scores.status == 0 && scores.output.contains("model   \(pairs.run("scores").path)/model"), "\(scores)")
        let measured = try MartletProgram.run(["eval", "reward", pairs.run("scores").path, pairs.file.path])
        #expect(measured.status == 0, "\(measured.errors)")
        // Measured with its adapter, against its base, by the reward model.
        let compare = [
            "eval", "preference", pairs.assistant.path, "--adapter", pairs.run("run").path, "--against",
            pairs.assistant.path, "--data", pairs.file.path, "--limit", "3", "--max-tokens", "4",
        ]
        let judged = try MartletProgram.run(compare + ["--reward", pairs.run("scores").path, "--json"])
        #expect(judged.status == 0, "\(judged.errors)")
        let report = try JSONValue(parsing: judged.output, source: "output")
        #expect(report["adapter"]?.string == pairs.run("run").path && report["samples"] == 3)
        let headless = try MartletProgram.run(compare + ["--reward", pairs.assistant.path])
        #expect(headless.status == 1 && headless.errors.contains("no reward model"), "\(headless.errors)")
        let both = try MartletProgram.run(compare + ["--reward", "a", "--judge", "b"])
        #expect(both.status == 2 && both.errors.contains("not both"), "\(both.errors)")
    }

    @Test("What cannot be used is named by file and line before anything is made, or counted and left out")
    func badPairs() throws {
        let good = TinyPairs.lines(30, seed: 6)
        let bad = [
            (#"{"prompt": "the", "chosen": "cat", "rejected": "cat"}"#, "equal-answers"),
            (#"{"prompt": "the", "chosen": "", "rejected": "cat"}"#, "empty-assistant-turn"),
            (#"{"prompt": "the", "chosen": "cat""#, "broken-json"),
            (#"{"prompt": [{"role": "elf", "content": "a"}], "chosen": "b", "rejected": "c"}"#, "unknown-role"),
            (
                JSONValue.object([
                    "prompt": .string(String(repeating: "the cat ", count: 60)), "chosen": "a", "rejected": "b",
                ]).serialized(), "longer-than-context"
            ),
        ]
        for (line, kind) in bad {
            try pairs.write([good[0], line] + good[1...])
            for command in ["dpo", "reward"] {
                let outcome = try pairs.train(command, [], output: "run")
                #expect(outcome.status == 1)
                #expect(outcome.errors.contains("pairs.jsonl:2: \(kind)"), "\(outcome.errors)")
                #expect(!FileManager.default.fileExists(atPath: pairs.run("run").path))
            }
        }
        try pairs.write(good + bad.map(\.0))
        let outcome = try pairs.train("dpo", ["--skip-bad"], output: "run")
        #expect(outcome.status == 0, "\(outcome.errors)")
        for (_, kind) in bad { #expect(outcome.errors.contains("left out 1 preference: \(kind)")) }
    }

    @Test("Values that are none are bad usage, a dry run makes nothing, and flags go over the file")
    func settings() throws {
        #expect(try pairs.train("dpo", ["--loss", "dpoo"], output: "run").status == 2)
        #expect(try pairs.train("dpo", ["--loss", "reward"], output: "run").status == 2)
        let file = pairs.run("settings.yaml")
        try AtomicFile.write("beta: 0.5\nseed: 7\n", to: file)
        let outcome = try pairs.train(
            "dpo", ["--dry-run", "--config", file.path, "--seed", "8", "--loss", "ipo"], output: "run")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let settings = try PreferenceConfiguration(yaml: outcome.output, file: "output")
        #expect(settings.beta == 0.5 && settings.seed == 8 && settings.loss == .ipo && settings.steps == 12)
        #expect(!FileManager.default.fileExists(atPath: pairs.run("run").path))
    }

    @Test("A run that was killed, or stopped by a signal, goes on to the same weights", arguments: ["dpo", "reward"])
    func interrupted(kind: String) throws {
        let options = [
            "--model", pairs.assistant.path, "--data", pairs.file.path, "--steps", "60", "--batch-size", "4",
            "--held-out", "0.2", "--threads", "1", "--checkpoint-every", "7", "--evaluate-every", "20",
        ]
        let straight = pairs.run("straight")
        let outcome = try MartletProgram.run(["train", kind, "--output", straight.path] + options)
        #expect(outcome.status == 0, "\(outcome.errors)")
        for signal in [SIGKILL, SIGINT] {
            let run = pairs.run("run-\(signal)")
            let process = try TrainingProcess(options, run: run, kind: kind)
            process.waitForStep(11)
            process.end(with: signal)
            let resumed = try MartletProgram.run(["train", kind, "--resume", "--output", run.path])
            #expect(resumed.status == 0, "\(resumed.errors)")
            try TrainingRecords.expectSame(run, straight)
        }
    }
}
