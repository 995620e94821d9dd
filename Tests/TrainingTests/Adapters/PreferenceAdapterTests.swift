import Foundation
import Foundations
import Tensors
import TestSupport
import Testing
import Training
import Transformer

@Suite("Runs on preferences that train an adapter")
struct PreferenceAdapterTests {
    private func run(_ loss: PreferenceLossKind, steps: Int = 6) throws -> TinyPreferences {
        var run = try TinyPreferences(loss, steps: steps)
        run.settings.lora = true
        run.settings.loraRank = 3
        return run
    }

    private func data(_ name: String, in run: URL) throws -> Data {
        try Data(contentsOf: run.appending(path: name))
    }

    @Test(
        "A run that was interrupted and resumed has the adapter and losses of one that was not",
        arguments: [PreferenceLossKind.dpo, .kto, .orpo])
    func resume(loss: PreferenceLossKind) throws {
        let folder = try TemporaryDirectory(), run = try run(loss), straight = folder.file("straight")
        _ = try run.start(in: straight)
        for stop in [1, 3] {
            let url = folder.file("stopped-\(stop)")
            #expect(try run.start(in: url, stopAfter: stop).outcome != .finished)
            // The base says the same beneath an adapter that has learned.
            let file = url.appending(path: "reference.json")
            if stop == 3 { try? FileManager.default.removeItem(at: file) }
            #expect(try run.resume(in: url, threads: 3).outcome == .finished)
            let name = "adapter/adapter_model.safetensors"
            #expect(try data(name, in: url) == data(name, in: straight))
            #expect(try TinyRun.records(in: url) == TinyRun.records(in: straight))
            if loss != .orpo { #expect(try data("reference.json", in: url) == data("reference.json", in: straight)) }
        }
    }

    @Test("The reference is the base, which keeps its bits; what is written is an adapter that fits it")
    func finished() throws {
        let folder = try TemporaryDirectory(), url = folder.file("run"), full = folder.file("full")
        var run = try run(.dpo, steps: 20)
        run.settings.learningRate = 3e-2
        let before = try data("model.safetensors", in: run.model)
        let summary = try run.start(in: url)
        #expect(summary.isAdapter && summary.modelFolder == url.appending(path: "adapter"))
        #expect(try data("model.safetensors", in: run.model) == before)
        #expect(!FileManager.default.fileExists(atPath: url.appending(path: "model").path))
        // A fresh adapter changes nothing: the loss begins at its closed form, and falls.
        #expect(try abs(#require(summary.firstLoss) - 0.693_147) < 1e-5)
        #expect(try #require(summary.lastEvaluation?.loss) < #require(summary.firstEvaluation?.loss))
        let files = try ModelFiles(run.model).adapted(by: LoRAFiles(url.appending(path: "adapter")))
        let model = try CausalLM(files: files)
        #expect(model.adapter?.parameterCount == summary.adapterParameters)
        #expect(model.configuration.endOfTextTokens.first == TinyFineTune.endToken)
        // What the reference says is what it says in a run that trains every weight.
        run.settings.lora = false
        _ = try run.start(in: full, stopAfter: 1)
        #expect(try data("reference.json", in: url) == data("reference.json", in: full))
    }

    @Test(
        "A reward model has the adapter added to its weights, and scores as the adapter did; it is resumed bit for bit")
    func reward() throws {
        let folder = try TemporaryDirectory(), url = folder.file("run")
        var run = try run(.reward, steps: 30)
        run.settings.learningRate = 1e-2
        run.settings.checkpointEvery = 15
        let summary = try run.start(in: url)
        #expect(!summary.isAdapter && summary.adapterParameters != nil)
        let merged = try RewardModel(directory: summary.modelFolder)
        // The checkpoint has the adapter, and the head beside it.
        let checkpoint = url.appending(path: "checkpoints/step-000030")
        let adapter = try LoRAFiles(checkpoint.appending(path: "adapter"))
        let adapted = RewardModel(
            model: try CausalLM(files: ModelFiles(run.model).adapted(by: adapter)), head: merged.head)
        func margins(_ model: RewardModel) -> [Double] {
            RewardEvaluation(of: model, on: run.data.heldOut, device: CPUDevice.shared, precision: .float32).margins
        }
        #expect(zip(margins(merged), margins(adapted)).allSatisfy { abs($0 - $1) < 1e-5 })
        #expect(Set(margins(merged)).count > 1)
        // The same bits as those of merging files.
        let files = try CausalLM(files: ModelFiles(run.model).adapted(by: adapter).merged())
        #expect(zip(files.parameters, merged.model.parameters).allSatisfy { $0.value.values == $1.value.values })
        let stopped = folder.file("stopped")
        #expect(try run.start(in: stopped, stopAfter: 7).outcome != .finished)
        #expect(try run.resume(in: stopped, threads: 2).outcome == .finished)
        for name in ["model/model.safetensors", "model/score.safetensors"] {
            #expect(try data(name, in: stopped) == data(name, in: url))
        }
    }

    @Test("A resumed run must have the base and the adapter that it began with; unknown layers are refused at once")
    func changes() throws {
        let folder = try TemporaryDirectory(), url = folder.file("run")
        var run = try run(.dpo)
        _ = try run.start(in: url, stopAfter: 4)
        #expect(throws: ConfigurationError.changedOnResume(key: "lora_rank", recorded: "3", given: "4")) {
            try run.resume(in: url) { $0.loraRank = 4 }
        }
        let base = try CausalLM(directory: run.model)
        base.parameters[0].value.floats[0] += 1
        try base.save(to: run.model)
        let checkpoint = url.appending(path: "checkpoints/step-000004").path
        #expect(throws: TrainingError.baseChanged(base: run.model.path, checkpoint: checkpoint)) {
            try run.resume(in: url)
        }
        run.settings.loraTargets = "q_prj"
        #expect(throws: LoRAError.self) { try run.start(in: folder.file("other")) }
        run.settings.loraRank = 0
        #expect(throws: ConfigurationError.self) { try run.start(in: folder.file("other")) }
        #expect(!FileManager.default.fileExists(atPath: folder.file("other").path))
    }
}
