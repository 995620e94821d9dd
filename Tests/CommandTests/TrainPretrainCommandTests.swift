import Foundation
import Foundations
import TestSupport
import Testing
import Training

@Suite("martlet train pretrain")
struct TrainPretrainCommandTests {
    private let corpus: TinyCorpus
    private let folder: TemporaryDirectory

    init() throws {
        corpus = try TinyCorpus.shared.get()
        folder = try TemporaryDirectory()
    }

    /// Settings of a run that is small, but has everything: accumulation, validations, samples, checkpoints.
    private var settings: [String] {
        [
            "--corpus", corpus.path, "--layers", "2", "--hidden-size", "32", "--head-size", "8",
            "--sequence-length", "32", "--batch-size", "4", "--micro-batch-size", "2", "--steps", "300",
            "--evaluate-every", "50", "--evaluation-tokens", "128", "--checkpoint-every", "20",
            "--sample-every", "100", "--sample-tokens", "5", "--sample-prompt", "The ", "--threads", "2",
        ]
    }

    private func pretrain(_ arguments: [String], output: String) throws -> MartletProgram.Outcome {
        try MartletProgram.run(["train", "pretrain", "--output", folder.file(output).path] + arguments)
    }

    private func straightRun() throws -> URL {
        let outcome = try pretrain(settings, output: "straight")
        #expect(outcome.status == 0, "\(outcome.errors)")
        return folder.file("straight")
    }

    @Test("A run killed at random steps and resumed has every weight and every loss of one that was not")
    func killed() throws {
        let straight = try straightRun()
        var generator = SplitMix64(seed: 20_26)
        var kills = 0
        for round in 0..<3 {
            let run = folder.file("killed-\(round)")
            var arguments = settings
            var last = 0
            for _ in 0..<2 {
                last += 1 + generator.next(below: 100)
                let process = try TrainingProcess(arguments, run: run)
                process.waitForStep(last)
                // On a busy machine a run may have ended before it was killed; most are not that lucky.
                if process.end(with: SIGKILL) == 128 + SIGKILL { kills += 1 }
                arguments = ["--resume"]
            }
            let outcome = try pretrain(["--resume"], output: "killed-\(round)")
            #expect(outcome.status == 0, "\(outcome.errors)")
            try TrainingRecords.expectSame(run, straight)
        }
        #expect(kills > 0)
    }

    @Test("A signal lets the step finish, writes a checkpoint and says how to go on", arguments: [SIGINT, SIGTERM])
    func signalled(signal: Int32) throws {
        let straight = try straightRun()
        let run = folder.file("signalled")
        let process = try TrainingProcess(settings, run: run)
        process.waitForStep(7)
        #expect(process.end(with: signal) == 130)
        #expect(process.text.contains("martlet train pretrain --resume --output \(run.path)"))
        let step = TrainingRecords.lastStep(in: run)
        #expect(step >= 7)
        let store = CheckpointStore(folder: run.appending(path: "checkpoints"), keep: 2)
        #expect(store.newest().checkpoint?.step == step)
        // The whole command line again, with --resume, is as good as --resume alone.
        #expect(try pretrain(settings + ["--resume"], output: "signalled").status == 0)
        try TrainingRecords.expectSame(run, straight)
    }

    @Test("A disk that is full when a checkpoint is written fails the run, and the older checkpoint stays usable")
    func fullDisk() throws {
        let straight = try straightRun()
        let run = folder.file("full")
        let process = try TrainingProcess(settings, run: run)
        process.waitForStep(25)
        process.end(with: SIGKILL)
        let checkpoints = run.appending(path: "checkpoints")
        let before = CheckpointStore(folder: checkpoints, keep: 2).newest().checkpoint?.step
        #expect(before != nil)

        // No file may become larger than 32 KB: the metrics fit, the weights do not.
        let limited = Process()
        let errors = folder.file("errors")
        try Data().write(to: errors)
        limited.executableURL = URL(filePath: "/bin/sh")
        limited.arguments = [
            "-c", "ulimit -f 64; exec \"$0\" train pretrain --resume --output \"$1\"", MartletProgram.url.path,
            run.path,
        ]
        limited.standardOutput = FileHandle.nullDevice
        limited.standardError = try FileHandle(forWritingTo: errors)
        try limited.run()
        limited.waitUntilExit()
        #expect(limited.terminationReason == .exit && limited.terminationStatus == 1)
        let message = try String(contentsOf: errors, encoding: .utf8)
        #expect(message.contains("cannot write") && message.contains("checkpoints"), "\(message)")

        #expect(CheckpointStore(folder: checkpoints, keep: 2).newest().checkpoint?.step == before)
        let names = try FileManager.default.contentsOfDirectory(atPath: checkpoints.path)
        #expect(names.allSatisfy { $0.hasPrefix("step-") }, "\(names)")
        #expect(try pretrain(["--resume"], output: "full").status == 0)
        try TrainingRecords.expectSame(run, straight)
    }

    @Test("Only one trainer may work in a run folder")
    func lock() throws {
        let run = folder.file("locked")
        let process = try TrainingProcess(settings + ["--steps", "100000", "--evaluate-every", "0"], run: run)
        process.waitForStep(1)
        let second = try pretrain(["--resume"], output: "locked")
        #expect(second.status == 1)
        #expect(second.errors.contains("another trainer is at work"))
        process.end(with: SIGKILL)
    }

    @Test("The result is printed as JSON, and generate can use the run")
    func finished() throws {
        let outcome = try pretrain(settings + ["--json"], output: "run")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let json = try JSONValue(parsing: outcome.output, source: "output")
        #expect(json["outcome"]?.string == "finished" && json["step"]?.int == 300)
        let loss = try #require(json["last_validation_loss"]?.double)
        #expect(try loss < #require(json["first_validation_loss"]?.double))
        #expect(json["last_bits_per_byte"]?.double != nil)
        let text = try MartletProgram.run(["generate", folder.file("run").path, "The ", "--max-tokens", "5"])
        #expect(text.status == 0, "\(text.errors)")
        let again = try pretrain(settings, output: "run")
        #expect(again.status == 1 && again.errors.contains("continue it with --resume"))
        let changed = try pretrain(["--resume", "--learning-rate", "0.5"], output: "run")
        #expect(changed.status == 1 && changed.errors.contains("learning_rate: the run was started with"))
    }

    @Test("Every setting can be given as a flag, and flags go over the file")
    func flags() throws {
        let file = folder.file("settings.yaml")
        try "depth: 3\nseed: 7\n".write(to: file, atomically: true, encoding: .utf8)
        let special = [
            "corpus": corpus.path, "output": "elsewhere", "minutes": nil, "depth": "2", "heads": "4", "kv_heads": "2",
            "head_size": "16", "hidden_size": "48", "batch_size": "6", "micro_batch_size": "3", "schedule": "wsd",
            "precision": "fp32", "sampling": "random", "sample_prompt": "a b", "warmup_steps": "5", "steps": "50",
            "rope_theta": "500.0", "held_out_tail": "0.0",
        ]
        var arguments: [String] = []
        var expected: [String: String] = [:]
        for key in PretrainConfiguration.keys {
            if ["tie_embeddings", "qk_norm"].contains(key.name) {
                arguments.append("--no-" + key.flag.dropFirst(2))
                expected[key.name] = "false"
            } else if let value = special[key.name, default: key.expectation == "a number" ? "0.25" : "8"] {
                arguments += [key.flag, value]
                expected[key.name] = value
            }
        }
        let outcome = try MartletProgram.run(
            ["train", "pretrain", "--config", file.path, "--dry-run"] + arguments)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let settings = try PretrainConfiguration(yaml: outcome.output, file: "output")
        for key in PretrainConfiguration.keys { #expect(key.value(in: settings) == expected[key.name], "\(key.name)") }
    }

    @Test("Bad settings are refused by name, with status 1 for a file and 2 for a flag that does not exist")
    func badSettings() throws {
        let file = folder.file("settings.yaml")
        try "depth: 3\nlearning_rat: 1\n".write(to: file, atomically: true, encoding: .utf8)
        let unknown = try pretrain(["--config", file.path, "--corpus", corpus.path], output: "run")
        #expect(unknown.status == 1)
        #expect(
            unknown.errors.contains("\(file.path):2: unknown key 'learning_rat'; did you mean 'learning_rate'?"),
            "\(unknown.errors)")
        #expect(try pretrain(["--learning-rat", "1"], output: "run").status == 2)
        let value = try pretrain(["--depth", "deep", "--corpus", corpus.path], output: "run")
        #expect(value.status != 0 && value.errors.contains("--depth: 'deep' is not a whole number"))
        let absent = try pretrain(["--corpus", folder.file("absent").path], output: "run")
        #expect(absent.status == 1 && absent.errors.contains("absent"))
        let prompt = String(repeating: "word ", count: 400)
        let long = try pretrain(["--corpus", corpus.path, "--sample-prompt", prompt], output: "run")
        #expect(long.status == 1, "\(long.errors)")
        #expect(try pretrain(["--resume"], output: "run").errors.contains("no run to resume"))
        #expect(!FileManager.default.fileExists(atPath: folder.file("run").path))
    }
}
