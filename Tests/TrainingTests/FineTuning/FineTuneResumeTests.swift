import Foundation
import TestSupport
import Testing
import Training

@Suite("Resuming fine-tuning")
struct FineTuneResumeTests {
    @Test(
        "A run that was interrupted at any step and resumed has the weights and losses of one that was not",
        arguments: [true, false])
    func resume(isPacking: Bool) throws {
        let folder = try TemporaryDirectory()
        var run = try TinyFineTune()
        run.settings.packing = isPacking
        let straight = folder.file("straight")
        _ = try run.start(in: straight)
        for stop in [1, 3, 4, 7] {
            let url = folder.file("stopped-\(stop)")
            let first = try run.start(in: url, threads: 1, stopAfter: stop)
            let checkpoint = CheckpointStore(folder: url.appending(path: "checkpoints"), keep: 2).url(ofStep: stop)
            #expect(first.outcome == .interrupted(step: stop, checkpoint: checkpoint))
            #expect(!FileManager.default.fileExists(atPath: url.appending(path: "model").path))
            #expect(try run.resume(in: url, threads: 3).outcome == .finished)
            #expect(try TinyRun.weights(in: url) == TinyRun.weights(in: straight))
            #expect(try TinyRun.records(in: url) == TinyRun.records(in: straight))
        }
    }

    @Test("A damaged checkpoint is passed over, none at all begins again, and a finished run stays as it is")
    func edges() throws {
        let folder = try TemporaryDirectory()
        let run = try TinyFineTune()
        let straight = folder.file("straight")
        _ = try run.start(in: straight)
        let url = folder.file("run")
        _ = try run.start(in: url, stopAfter: 7)
        let file = url.appending(path: "checkpoints/step-000007/optimizer.safetensors")
        try Data(contentsOf: file).dropLast(10).write(to: file)
        _ = try run.resume(in: url)
        #expect(try TinyRun.weights(in: url) == TinyRun.weights(in: straight))
        #expect(try TinyRun.records(in: url) == TinyRun.records(in: straight))
        #expect(try run.resume(in: url).step == 8)
        #expect(try TinyRun.records(in: url) == TinyRun.records(in: straight))
        try FileManager.default.removeItem(at: url.appending(path: "checkpoints"))
        _ = try run.resume(in: url)
        #expect(try TinyRun.weights(in: url) == TinyRun.weights(in: straight))
        #expect(try TinyRun.records(in: url) == TinyRun.records(in: straight))
    }

    @Test("A resumed run must read the transcripts it began with, and keep the settings that decide its weights")
    func changes() throws {
        let folder = try TemporaryDirectory()
        let url = folder.file("run")
        var run = try TinyFineTune()
        _ = try run.start(in: url, stopAfter: 4)
        #expect(throws: ConfigurationError.changedOnResume(key: "learning_rate", recorded: "0.01", given: "0.1")) {
            try run.resume(in: url) { $0.learningRate = 0.1 }
        }
        #expect(throws: ConfigurationError.changedOnResume(key: "packing", recorded: "true", given: "false")) {
            try run.resume(in: url) { $0.packing = false }
        }
        let data = run.data
        run.data.train[3].isTrained[1].toggle()
        #expect(throws: TrainingError.self) { try run.resume(in: url) }
        run.data = data
        let summary = try run.resume(in: url) { settings in
            settings.threads = 1
            settings.keepCheckpoints = 1
        }
        #expect(summary.outcome == .finished)
    }
}
