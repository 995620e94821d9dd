import Foundation
import Foundations
import TestSupport
import Testing
import Tokenization
import Training
import Transformer

@Suite("martlet train sft")
struct TrainSFTCommandTests {
    private let transcripts: TinyTranscripts

    init() throws { transcripts = try TinyTranscripts() }

    private func run(_ name: String) -> URL { transcripts.assistant.file(name) }

    private var short: [String] { ["--steps", "30", "--batch-size", "2", "--held-out", "0.1", "--threads", "2"] }

    private func train(_ arguments: [String], output: String) throws -> MartletProgram.Outcome {
        try MartletProgram.run(
            [
                "train", "sft", "--model", transcripts.assistant.path, "--data", transcripts.file.path, "--output",
                run(output).path,
            ] + arguments)
    }

    @Test("The result is printed as JSON, the finished model can be chatted with, and a second run is refused")
    func finished() throws {
        let outcome = try train(short + ["--json"], output: "run")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let json = try JSONValue(parsing: outcome.output, source: "output")
        #expect(json["outcome"]?.string == "finished" && json["step"]?.int == 30 && json["steps"]?.int == 30)
        let loss = try #require(json["last_validation_loss"]?.double)
        #expect(try loss < #require(json["first_validation_loss"]?.double))
        let model = run("run").appending(path: "model")
        #expect(json["model"]?.string == model.path)
        #expect(try ChatTemplate(directory: model).source == ChatTemplate.standard.source)
        let tokenizer = try Tokenizer(tokenizerJSON: model.appending(path: Tokenizer.fileName))
        let end = try #require(tokenizer.specialToken("<|im_end|>"))
        #expect(try ModelConfiguration(directory: model).endOfTextTokens == [end])
        let chat = try MartletProgram.run(["chat", run("run").path, "--max-tokens", "5"], input: "the cat\n")
        #expect(chat.status == 0 && !chat.output.isEmpty, "\(chat.errors)")
        let again = try train(short, output: "run")
        #expect(again.status == 1 && again.errors.contains("continue it with --resume"), "\(again.errors)")
    }

    @Test("Samples are what the model replies, and go on record")
    func samples() throws {
        let samples = ["--sample-every", "10", "--sample-tokens", "4", "--sample-prompt", "the cat"]
        let outcome = try train(short + samples, output: "run")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let records = try MetricsLog.records(in: run("run").appending(path: "metrics.jsonl"))
        let steps = records.compactMap { record in
            if case .sample(let sample) = record, sample.prompt == "the cat" { sample.step } else { nil }
        }
        #expect(steps == [10, 20, 30])
        let long = ["--sample-every", "10", "--sample-prompt", String(repeating: "the cat ", count: 60)]
        let refused = try train(short + long, output: "long")
        #expect(refused.status == 1, "\(refused.errors)")
        #expect(!FileManager.default.fileExists(atPath: run("long").path))
    }

    @Test("A dry run prints the resolved settings and makes nothing")
    func dryRun() throws {
        let outcome = try train(["--dry-run", "--epochs", "3", "--batch-size", "2"], output: "run")
        #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
        let settings = try FineTuneConfiguration(yaml: outcome.output, file: "output")
        #expect(settings.sequenceLength == 64 && settings.batchSize == 2 && settings.epochs == 3)
        #expect(try #require(settings.steps) > 1 && settings.learningRate != nil)
        #expect(!FileManager.default.fileExists(atPath: run("run").path))
        #expect(try train(short, output: "run").status == 0)
        let resumed = try MartletProgram.run(["train", "sft", "--resume", "--dry-run", "--output", run("run").path])
        #expect(resumed.status == 0, "\(resumed.errors)")
        #expect(try FineTuneConfiguration(yaml: resumed.output, file: "output").steps == 30)
    }

    @Test("Every setting can be given as a flag, and flags go over the file")
    func flags() throws {
        let file = run("settings.yaml")
        try AtomicFile.write("seed: 7\nepochs: 9\n", to: file)
        let special: [String: String?] = [
            "model": transcripts.assistant.path, "data": transcripts.file.path, "output": run("run").path,
            "chat_template": transcripts.assistant.path + "/chat_template.jinja", "minutes": nil,
            "sequence_length": "70", "schedule": "wsd", "precision": "fp32", "sample_prompt": "the", "seed": "3",
            "micro_batch_size": "4", "warmup_steps": "5", "skip_bad": "true", "packing": "false", "format": "chat",
            "cut_long": "true", "lora": "true", "lora_targets": "q_proj,v_proj", "lora_rank_stabilized": "true",
        ]
        var arguments = ["--skip-bad", "--cut-long", "--no-packing", "--lora", "--lora-rank-stabilized"]
        var expected: [String: String] = [:]
        for key in FineTuneConfiguration.keys {
            guard let value = special[key.name, default: key.expectation == "a number" ? "0.25" : "8"] else { continue }
            expected[key.name] = value
            let isSwitch = ["skip_bad", "cut_long", "packing", "lora", "lora_rank_stabilized"].contains(key.name)
            if !isSwitch { arguments += [key.flag, value] }
        }
        let outcome = try MartletProgram.run(["train", "sft", "--config", file.path, "--dry-run"] + arguments)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let settings = try FineTuneConfiguration(yaml: outcome.output, file: "output")
        for key in FineTuneConfiguration.keys { #expect(key.value(in: settings) == expected[key.name], "\(key.name)") }
    }

    @Test("A run that was started with paths of its folder is resumed from anywhere")
    func relativePaths() throws {
        let here = transcripts.assistant.file("")
        try AtomicFile.write(ChatTemplate.standard.source, to: run("mine.jinja"))
        let program = try MartletProgram.run(
            [
                "train", "sft", "--model", "model", "--data", "chats.jsonl", "--chat-template", "mine.jinja",
                "--output", "run", "--steps", "4",
            ], in: here)
        #expect(program.status == 0, "\(program.errors)")
        try FileManager.default.removeItem(at: run("run").appending(path: "model"))
        let resumed = try MartletProgram.run(["train", "sft", "--resume", "--output", run("run").path])
        #expect(resumed.status == 0, "\(resumed.errors)")
        #expect(FileManager.default.fileExists(atPath: run("run").appending(path: "model/config.json").path))
    }

    @Test("A resumed run must read the transcripts it began with, by the same template, with the same settings")
    func resumedWithChanges() throws {
        #expect(try train(short, output: "run").status == 0)
        func resume(_ arguments: String...) throws -> MartletProgram.Outcome {
            try MartletProgram.run(["train", "sft", "--resume", "--output", run("run").path] + arguments)
        }
        #expect(try resume().status == 0)
        let rate = try resume("--learning-rate", "0.5")
        #expect(rate.status == 1 && rate.errors.contains("learning_rate: the run was started with"), "\(rate.errors)")
        let packing = try resume("--no-packing")
        #expect(packing.status == 1 && packing.errors.contains("packing: the run was started with true"))
        let template = run("mine.jinja")
        try AtomicFile.write(ChatTemplate.standard.source.replacing("tools: ", with: "can: "), to: template)
        #expect(try resume("--chat-template", template.path).status == 0)
        try AtomicFile.write(ChatTemplate.standard.source.replacing("role + '\\n'", with: "role + ' '"), to: template)
        let other = try resume("--chat-template", template.path)
        #expect(other.status == 1 && other.errors.contains(transcripts.file.path), "\(other.errors)")
        try transcripts.write(TinyTranscripts.lines(39, seed: 5))
        let changed = try resume()
        #expect(changed.status == 1 && changed.errors.contains(transcripts.file.path), "\(changed.errors)")
        #expect(changed.errors.contains("start a new run in another folder"))
        let nothing = try MartletProgram.run(["train", "sft", "--resume", "--output", run("none").path])
        #expect(nothing.status == 1 && nothing.errors.contains("no run to resume"))
    }
}
