import Foundation
import Foundations
import TestSupport
import Testing
import Training
import Transformer

@Suite("Pretraining")
struct PretrainingTests {
    private func names(_ url: URL) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: url.path).sorted()
    }

    @Test("A run leaves its settings, its records, its checkpoints, a report and a model that loads")
    func wholeRun() throws {
        let folder = try TemporaryDirectory()
        let url = folder.file("run")
        let summary = try TinyRun(steps: 8).start(in: url)
        #expect(summary.outcome == .finished && summary.step == 8 && summary.tokens == 8 * 96)
        #expect(try names(url) == [".lock", "checkpoints", "metrics.jsonl", "model", "report.html", "run.yaml"])
        #expect(try names(url.appending(path: "checkpoints")) == ["step-000006", "step-000008"])
        let records = try MetricsLog.records(in: url.appending(path: "metrics.jsonl"))
        #expect(records.map(\.step) == [0, 1, 2, 3, 3, 4, 5, 6, 6, 7, 8, 8])
        let model = try CausalLM(directory: url.appending(path: "model"))
        #expect(model.parameterCount == summary.parameters)
        let first = try #require(summary.firstEvaluation)
        #expect(abs(first.loss - log(128)) < 0.1)
        #expect(try #require(first.bitsPerByte) == first.loss / log(2))
        #expect(try #require(summary.lastEvaluation).loss < first.loss - 0.5)
        let settings = try PretrainConfiguration(yaml: url.appending(path: "run.yaml"))
        #expect(settings.steps == 8 && settings.heads == 4 && settings.precision != .auto)
    }

    @Test("A model learns a tiny text by heart")
    func memorises() throws {
        let folder = try TemporaryDirectory()
        var run = TinyRun(steps: 150)
        let text = Array(TinyRun.text(words: 20, seed: 9).prefix(65))
        run.data.train = text
        run.data.heldOut = text
        run.settings.sequenceLength = 64
        run.settings.evaluateEvery = 0
        run.settings.evaluationTokens = 0
        let summary = try run.start(in: folder.file("run"))
        #expect(try #require(summary.lastEvaluation).loss < 0.05)
    }

    @Test("A run that was interrupted at any step and resumed has the weights and losses of one that was not")
    func resume() throws {
        let folder = try TemporaryDirectory()
        let straight = folder.file("straight")
        _ = try TinyRun(steps: 8).start(in: straight)
        for stop in [1, 3, 4, 7] {
            let url = folder.file("stopped-\(stop)")
            let first = try TinyRun(steps: 8).start(in: url, stopAfter: stop)
            let checkpoint = CheckpointStore(folder: url.appending(path: "checkpoints"), keep: 2).url(ofStep: stop)
            #expect(first.outcome == .interrupted(step: stop, checkpoint: checkpoint))
            #expect(!FileManager.default.fileExists(atPath: url.appending(path: "model").path))
            let second = try TinyRun(steps: 8).resume(in: url)
            #expect(second.outcome == .finished)
            #expect(try TinyRun.weights(in: url) == TinyRun.weights(in: straight))
            #expect(try TinyRun.records(in: url) == TinyRun.records(in: straight))
        }
    }

    @Test("A run resumed after its newest checkpoint was damaged goes on from the one before, to the same end")
    func damagedCheckpoint() throws {
        let folder = try TemporaryDirectory()
        let straight = folder.file("straight")
        _ = try TinyRun(steps: 8).start(in: straight)
        let url = folder.file("run")
        _ = try TinyRun(steps: 8).start(in: url, stopAfter: 7)
        let file = url.appending(path: "checkpoints/step-000007/optimizer.safetensors")
        try Data(contentsOf: file).dropLast(10).write(to: file)
        _ = try TinyRun(steps: 8).resume(in: url)
        #expect(try TinyRun.weights(in: url) == TinyRun.weights(in: straight))
        #expect(try TinyRun.records(in: url) == TinyRun.records(in: straight))
    }

    @Test("A run that had no checkpoint yet begins again, and a finished one stays as it is")
    func edges() throws {
        let folder = try TemporaryDirectory()
        let url = folder.file("run")
        _ = try TinyRun(steps: 4).start(in: url, stopAfter: 1)
        try FileManager.default.removeItem(at: url.appending(path: "checkpoints"))
        _ = try TinyRun(steps: 4).resume(in: url)
        let weights = try TinyRun.weights(in: url)
        let records = try TinyRun.records(in: url)
        let again = try TinyRun(steps: 4).resume(in: url)
        #expect(again.outcome == .finished && again.step == 4)
        #expect(try TinyRun.weights(in: url) == weights)
        #expect(try TinyRun.records(in: url) == records)
    }

    @Test("The number of threads changes no bit of weights and losses")
    func threads() throws {
        let folder = try TemporaryDirectory()
        for threads in 1...3 {
            _ = try TinyRun(steps: 6).start(in: folder.file("run-\(threads)"), threads: threads)
        }
        for threads in 2...3 {
            #expect(try TinyRun.weights(in: folder.file("run-1")) == TinyRun.weights(in: folder.file("run-\(threads)")))
            #expect(try TinyRun.records(in: folder.file("run-1")) == TinyRun.records(in: folder.file("run-\(threads)")))
        }
    }

    @Test("Another seed gives another model")
    func seeds() throws {
        let folder = try TemporaryDirectory()
        var run = TinyRun(steps: 2)
        _ = try run.start(in: folder.file("one"))
        run.settings.seed = 2
        _ = try run.start(in: folder.file("two"))
        #expect(try TinyRun.weights(in: folder.file("one")) != TinyRun.weights(in: folder.file("two")))
    }

    @Test("A loss that is no number stops the run before the update, and the last good checkpoint stays")
    func notFinite() throws {
        let folder = try TemporaryDirectory()
        let url = folder.file("run")
        var run = TinyRun(steps: 200)
        // Decay of 9 times the weight a step: they grow until they overflow.
        run.settings.learningRate = 100
        run.settings.schedule = .constant
        run.settings.warmupSteps = 0
        run.settings.evaluateEvery = 0
        let error = #expect(throws: TrainingError.self) { try run.start(in: url) }
        guard case .notFinite(_, let value, let step, let checkpoint?) = error else {
            Issue.record("unexpected error \(String(describing: error))")
            return
        }
        #expect(!value.isFinite && step > 3)
        #expect(error?.description.contains("at step \(step)") == true)
        let last = (step - 1) / 3 * 3
        #expect(checkpoint.hasSuffix("step-" + String(repeating: "0", count: 6 - String(last).count) + "\(last)"))
        #expect(try MetricsLog.records(in: url.appending(path: "metrics.jsonl")).last?.step == step - 1)
        let model = try CausalLM(directory: URL(filePath: checkpoint).appending(path: "model"))
        #expect(model.parameterCount > 0)
    }

    @Test("A checkpoint of another shape is refused with the tensor and both shapes")
    func otherShape() throws {
        let folder = try TemporaryDirectory()
        let url = folder.file("run")
        _ = try TinyRun(steps: 4).start(in: url, stopAfter: 2)
        let file = url.appending(path: "run.yaml")
        let text = try String(contentsOf: file, encoding: .utf8)
        try text.replacing("ffn_size: 96", with: "ffn_size: 64").write(to: file, atomically: true, encoding: .utf8)
        let error = #expect(throws: TrainingError.self) { try TinyRun(steps: 4).resume(in: url) }
        guard case .shapeMismatch(let tensor, _, let expected, let found) = error else {
            Issue.record("unexpected error \(String(describing: error))")
            return
        }
        #expect(tensor.contains("mlp") && expected != found)
    }

    @Test("A resumed run must read the corpus it began with, and keep the settings that decide its weights")
    func changes() throws {
        let folder = try TemporaryDirectory()
        let url = folder.file("run")
        var run = TinyRun(steps: 4)
        _ = try run.start(in: url, stopAfter: 2)
        #expect(throws: ConfigurationError.changedOnResume(key: "learning_rate", recorded: "0.01", given: "0.1")) {
            try Pretraining(data: run.data).resume(in: url) { $0.learningRate = 0.1 }
        }
        run.data.fingerprint = 7
        #expect(throws: TrainingError.self) { try run.resume(in: url) }
        run.data.fingerprint = 0x1234
        let summary = try Pretraining(data: run.data).resume(in: url) { settings in
            settings.threads = 1
            settings.keepCheckpoints = 1
        }
        #expect(summary.outcome == .finished)
        #expect(try names(url.appending(path: "checkpoints")) == ["step-000004"])
    }

    @Test("A corpus smaller than one sequence is refused before the run folder is made")
    func tooSmall() throws {
        let folder = try TemporaryDirectory()
        var run = TinyRun()
        run.data.train = Array(repeating: Int32(1), count: 16)
        #expect(throws: DataError.tooSmall(tokens: 16, needed: 17)) { try run.start(in: folder.file("run")) }
        #expect(!FileManager.default.fileExists(atPath: folder.file("run").path))
    }

    @Test("A time becomes steps by measurement, and the steps are what is recorded")
    func minutes() throws {
        let folder = try TemporaryDirectory()
        let url = folder.file("run")
        var run = TinyRun()
        run.settings.steps = nil
        run.settings.warmupSteps = nil
        run.settings.minutes = 0.001
        let summary = try run.start(in: url)
        let settings = try PretrainConfiguration(yaml: url.appending(path: "run.yaml"))
        #expect(settings.minutes == nil && settings.steps == summary.steps && summary.step == summary.steps)
    }

    @Test("The steps that fit a time leave room for the validations between them")
    func calibration() {
        func plan(_ budget: Double, step: Double, evaluation: Double, every: Int? = nil) -> [Int] {
            let plan = Calibration.plan(
                budget: budget, stepSeconds: step, evaluationSeconds: evaluation, evaluateEvery: every)
            return [plan.steps, plan.evaluateEvery]
        }
        #expect(plan(100, step: 0.5, evaluation: 0) == [200, 10])
        #expect(plan(100, step: 0.5, evaluation: 0.2) == [191, 10])
        #expect(plan(100, step: 0.5, evaluation: 2) == [180, 45])
        #expect(plan(60, step: 1, evaluation: 6) == [48, 48])
        #expect(plan(101, step: 0.5, evaluation: 1, every: 2) == [100, 2])
        #expect(plan(1, step: 60, evaluation: 60, every: 0) == [1, 0])
    }
}
