import Foundation
import Tensors
import TestSupport
import Testing
import Training
import Transformer

@Suite("Runs that train an adapter")
struct AdapterRunTests {
    private func run(steps: Int = 8) throws -> TinyFineTune {
        var run = try TinyFineTune(steps: steps)
        run.settings.lora = true
        run.settings.loraRank = 3
        return run
    }

    private func weights(in run: URL) throws -> Data {
        try Data(contentsOf: run.appending(path: "adapter/adapter_model.safetensors"))
    }

    @Test("The loss falls, and what is written is the adapter alone, which fits the base")
    func finished() throws {
        let folder = try TemporaryDirectory(), run = try run(steps: 30), url = folder.file("run")
        let before = try Data(contentsOf: run.model.appending(path: "model.safetensors"))
        let summary = try run.start(in: url)
        #expect(summary.outcome == .finished && summary.adapterParameters != nil)
        #expect(try #require(summary.lastLoss) < 0.8 * #require(summary.firstLoss))
        #expect(summary.modelFolder == url.appending(path: "adapter"))
        #expect(try Data(contentsOf: run.model.appending(path: "model.safetensors")) == before)
        for place in [".", "checkpoints/step-000030"] {
            let place = url.appending(path: place)
            #expect(!FileManager.default.fileExists(atPath: place.appending(path: "model").path))
            #expect(LoRAFiles.areIn(place.appending(path: "adapter")))
        }
        let files = try LoRAFiles(url.appending(path: "adapter"))
        #expect(files.baseModel == run.model.path)
        #expect(files.configuration.rank == 3 && files.configuration.alpha == 16)
        let model = try CausalLM(files: ModelFiles(run.model).adapted(by: files))
        #expect(model.adapter?.parameterCount == summary.adapterParameters)
        #expect(model.configuration.endOfTextTokens.first == TinyFineTune.endToken)
    }

    @Test(
        "A run that was interrupted at any step and resumed has the adapter and losses of one that was not",
        arguments: [0, 0.25])
    func resume(dropout: Double) throws {
        let folder = try TemporaryDirectory(), straight = folder.file("straight")
        var run = try run()
        run.settings.loraDropout = dropout
        _ = try run.start(in: straight)
        for stop in [1, 3, 4, 7] {
            let url = folder.file("stopped-\(stop)")
            let first = try run.start(in: url, threads: 1, stopAfter: stop)
            #expect(first.outcome != .finished)
            #expect(try run.resume(in: url, threads: 3).outcome == .finished)
            #expect(try weights(in: url) == weights(in: straight))
            #expect(try TinyRun.records(in: url) == TinyRun.records(in: straight))
            #expect(try LoRAFiles(url.appending(path: "adapter")).configuration.dropout == dropout)
        }
    }

    @Test("A resumed run must have the base and the adapter that it began with")
    func changes() throws {
        let folder = try TemporaryDirectory(), run = try run(), url = folder.file("run")
        _ = try run.start(in: url, stopAfter: 4)
        #expect(throws: ConfigurationError.changedOnResume(key: "lora_rank", recorded: "3", given: "4")) {
            try run.resume(in: url) { $0.loraRank = 4 }
        }
        #expect(throws: ConfigurationError.changedOnResume(key: "lora", recorded: "true", given: "false")) {
            try run.resume(in: url) { $0.lora = false }
        }
        let base = try CausalLM(directory: run.model)
        base.parameters[0].value.floats[0] += 1
        try base.save(to: run.model)
        let checkpoint = url.appending(path: "checkpoints/step-000004").path
        #expect(throws: TrainingError.baseChanged(base: run.model.path, checkpoint: checkpoint)) {
            try run.resume(in: url)
        }
    }

    @Test("A rank of 0, no target and an unknown target are refused before the folder is made")
    func refused() throws {
        let folder = try TemporaryDirectory(), url = folder.file("run")
        var run = try run()
        run.settings.loraRank = 0
        #expect(throws: ConfigurationError.self) { try run.start(in: url) }
        run.settings.loraRank = 3
        run.settings.loraDropout = 1
        #expect(throws: ConfigurationError.self) { try run.start(in: url) }
        run.settings.loraDropout = 0
        run.settings.loraTargets = " , "
        #expect(throws: ConfigurationError.self) { try run.start(in: url) }
        run.settings.loraTargets = "q_proj, v_prj"
        #expect {
            try run.start(in: url)
        } throws: { error in
            if case LoRAError.unknownTarget("v_prj", let known) = error { known.contains("v_proj") } else { false }
        }
        #expect(!FileManager.default.fileExists(atPath: url.path))
    }

    @Test("The settings name the layers, and the rate is ten times that of all weights")
    func settings() throws {
        var settings = FineTuneConfiguration()
        #expect(settings.adapter == nil)
        let base = try ModelShape.all[0].model().configuration
        let rate = try #require(settings.sized(for: base).learningRate)
        settings.lora = true
        settings.loraTargets = "q_proj, v_proj"
        settings.loraRankStabilized = true
        #expect(
            settings.adapter
                == LoRAConfiguration(rank: 8, alpha: 16, targets: ["q_proj", "v_proj"], isRankStabilized: true))
        #expect(try abs(#require(settings.sized(for: base).learningRate) - 10 * rate) < 1e-9)
        settings.loraTargets = "all"
        #expect(settings.adapter?.targets == nil)
    }
}
