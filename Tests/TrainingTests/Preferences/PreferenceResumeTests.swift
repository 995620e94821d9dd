import Foundation
import TestSupport
import Testing
import Training

@Suite("Resuming runs on preferences")
struct PreferenceResumeTests {
    @Test(
        "A run that was interrupted and resumed has the bits of one that was not, whatever the loss",
        arguments: PreferenceLossKind.allCases)
    func resume(loss: PreferenceLossKind) throws {
        let folder = try TemporaryDirectory()
        let run = try TinyPreferences(loss)
        let straight = folder.file("straight")
        _ = try run.start(in: straight)
        for stop in [1, 3] {
            let url = folder.file("stopped-\(stop)")
            guard case .interrupted(stop, _) = try run.start(in: url, stopAfter: stop).outcome else {
                Issue.record("the run was not interrupted after step \(stop)")
                return
            }
            // What the reference said must not be needed twice, nor be missed.
            if stop == 3 { try? FileManager.default.removeItem(at: url.appending(path: "reference.json")) }
            #expect(try run.resume(in: url, threads: 3).outcome == .finished)
            #expect(try TinyRun.weights(in: url) == TinyRun.weights(in: straight))
            #expect(try TinyRun.records(in: url) == TinyRun.records(in: straight))
            if loss == .reward {
                let head = "model/score.safetensors"
                let (found, expected) = (url.appending(path: head), straight.appending(path: head))
                #expect(try Data(contentsOf: found) == Data(contentsOf: expected))
            }
        }
    }

    @Test("What the reference said is kept, and computed anew where the file is torn or of another model")
    func references() throws {
        let folder = try TemporaryDirectory()
        let run = try TinyPreferences(.dpo)
        let url = folder.file("run")
        _ = try run.start(in: url, stopAfter: 2)
        let file = url.appending(path: "reference.json")
        let whole = try Data(contentsOf: file)
        for damaged in [whole.dropLast(40), Data(#"{"key": "1", "first": [], "second": []}"#.utf8)] {
            try damaged.write(to: file)
            _ = try run.resume(in: url, stopAfter: 3)
            #expect(try Data(contentsOf: file) == whole)
        }
    }

    @Test("Other preferences or another loss are refused when a run is resumed")
    func changes() throws {
        let folder = try TemporaryDirectory()
        let url = folder.file("run")
        var run = try TinyPreferences(.dpo)
        _ = try run.start(in: url, stopAfter: 2)
        #expect(throws: ConfigurationError.changedOnResume(key: "loss", recorded: "dpo", given: "ipo")) {
            try run.resume(in: url) { $0.loss = .ipo }
        }
        run.data.train[0].first.isTrained[2].toggle()
        #expect(throws: TrainingError.self) { try run.resume(in: url) }
    }
}
