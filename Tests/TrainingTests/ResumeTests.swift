import Foundation
import TestSupport
import Testing
import Training

@Suite("Resuming")
struct ResumeTests {
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
        let straight = folder.file("straight")
        _ = try TinyRun(steps: 4).start(in: straight)
        let weights = try TinyRun.weights(in: straight)
        let records = try TinyRun.records(in: straight)
        #expect(try TinyRun.weights(in: url) == weights)
        #expect(try TinyRun.records(in: url) == records)
        let again = try TinyRun(steps: 4).resume(in: url)
        #expect(again.outcome == .finished && again.step == 4)
        #expect(try TinyRun.weights(in: url) == weights)
        #expect(try TinyRun.records(in: url) == records)
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
        #expect(try TemporaryDirectory.names(url.appending(path: "checkpoints")) == ["step-000004"])
    }
}
