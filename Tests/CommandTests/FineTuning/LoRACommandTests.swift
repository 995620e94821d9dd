import Foundation
import Foundations
import TestSupport
import Testing
import Tokenization
import Transformer

@Suite("Adapters on the command line")
struct LoRACommandTests {
    private let transcripts: TinyTranscripts

    init() throws { transcripts = try TinyTranscripts() }

    private var base: String { transcripts.assistant.path }

    private func path(_ name: String) -> String { transcripts.assistant.file(name).path }

    private func train(_ arguments: [String]) throws -> MartletProgram.Outcome {
        try transcripts.train(
            ["--lora", "--steps", "30", "--batch-size", "2", "--held-out", "0.1", "--threads", "2"] + arguments)
    }

    private func logits(_ arguments: String...) throws -> [[Double]] {
        let outcome = try MartletProgram.run(["model", "logits"] + arguments + ["--tokens", "5,9,12,40,7", "--json"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let json = try JSONValue(parsing: outcome.output, source: "output")
        return json["logits"]?.array?.map { $0.array?.compactMap(\.double) ?? [] } ?? []
    }

    private func distance(_ a: [[Double]], _ b: [[Double]]) -> Double {
        zip(a.joined(), b.joined()).reduce(0) { max($0, abs($1.0 - $1.1)) }
    }

    @Test("An adapter is trained, talked with, laid over its base, and merged into a model of the same logits")
    func life() throws {
        let outcome = try train(["--lora-rank", "4", "--output", path("run"), "--json"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let json = try JSONValue(parsing: outcome.output, source: "output")
        #expect(json["adapter"]?.string == path("run/adapter") && json["model"] == nil)
        #expect(try #require(json["adapter_parameters"]?.int) < #require(json["parameters"]?.int))
        let loss = try #require(json["last_validation_loss"]?.double)
        #expect(try loss < #require(json["first_validation_loss"]?.double))

        let chat = try MartletProgram.run(["chat", path("run"), "--max-tokens", "5"], input: "the cat\n")
        #expect(chat.status == 0 && !chat.output.isEmpty, "\(chat.errors)")
        let laid = try MartletProgram.run(
            ["chat", base, "--adapter", path("run"), "--max-tokens", "5"], input: "the cat\n")
        #expect(laid.output == chat.output, "\(laid.errors)")

        let merged = try MartletProgram.run(
            ["model", "merge-lora", base, path("run"), "--output", path("merged"), "--json"])
        #expect(merged.status == 0, "\(merged.errors)")
        let adapted = try logits(base, "--adapter", path("run/adapter"))
        #expect(try distance(adapted, logits(path("merged"))) < 1e-4)
        #expect(try distance(adapted, logits(path("run"))) == 0)
        #expect(try distance(adapted, logits(base)) > 1e-2)
        #expect(try ChatTemplate(directory: URL(filePath: path("merged"))).source == ChatTemplate.standard.source)
        let end = try Tokenizer(directory: URL(filePath: path("merged"))).specialToken("<|im_end|>")
        #expect(try ModelConfiguration(directory: URL(filePath: path("merged"))).endOfTextTokens == [#require(end)])
        let generated = try MartletProgram.run(
            ["generate", base, "the cat", "--adapter", path("run"), "--max-tokens", "4", "--temperature", "0"])
        #expect(generated.status == 0 && !generated.output.isEmpty, "\(generated.errors)")
    }

    @Test("The settings of an adapter go into run.yaml, and a run is resumed with them")
    func resumed() throws {
        let outcome = try train(["--lora-targets", "q_proj,down_proj", "--output", path("run")])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("adapter \(path("run/adapter"))"))
        let settings = try String(contentsOfFile: path("run/run.yaml"), encoding: .utf8)
        #expect(settings.contains("lora: true") && settings.contains("lora_targets: "))
        try FileManager.default.removeItem(atPath: path("run/adapter"))
        let again = try MartletProgram.run(["train", "sft", "--resume", "--output", path("run")])
        #expect(again.status == 0, "\(again.errors)")
        #expect(FileManager.default.fileExists(atPath: path("run/adapter/adapter_model.safetensors")))
    }

    @Test("What does not fit is named, and nothing is made")
    func refused() throws {
        for (arguments, words) in [
            (["--lora-rank", "0"], "lora_rank"), (["--lora-targets", "q_proj,query"], "'query'"),
            (["--lora-alpha", "0"], "lora_alpha"),
        ] {
            let outcome = try train(arguments + ["--output", path("bad")])
            #expect(outcome.status == 1 && outcome.errors.contains(words), "\(outcome.errors)")
            #expect(!FileManager.default.fileExists(atPath: path("bad")))
        }
        let missing = try MartletProgram.run(["generate", base, "the", "--adapter", path("nowhere")])
        #expect(missing.status == 1 && missing.errors.contains("adapter_config.json is missing"), "\(missing.errors)")

        #expect(try train(["--output", path("run")]).status == 0)
        let other = URL(filePath: path("other")), tokenizer = try Tokenizer(directory: URL(filePath: base))
        try CausalLM(
            configuration: ModelConfiguration(
                vocabularySize: tokenizer.vocabularySize, hiddenSize: 16, layerCount: 2, attentionHeadCount: 2,
                intermediateSize: 24), seed: 1
        ).save(to: other)
        try tokenizer.save(directory: other)
        let foreign = try MartletProgram.run(
            ["model", "merge-lora", other.path, path("run"), "--output", path("merged")])
        #expect(foreign.status == 1 && foreign.errors.contains("another model"), "\(foreign.errors)")
        #expect(!FileManager.default.fileExists(atPath: path("merged")))
        try FileManager.default.moveItem(atPath: base, toPath: path("elsewhere"))
        let lonely = try MartletProgram.run(["generate", path("run"), "the"])
        #expect(lonely.status == 1 && lonely.errors.contains("--adapter"), "\(lonely.errors)")
        let found = try MartletProgram.run(
            ["generate", path("elsewhere"), "the", "--adapter", path("run"), "--max-tokens", "3"])
        #expect(found.status == 0, "\(found.errors)")
    }
}
