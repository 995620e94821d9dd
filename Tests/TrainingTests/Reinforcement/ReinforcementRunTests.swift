import Foundation
import Foundations
import TestSupport
import Testing
import Training

@Suite("Runs of reinforcement learning")
struct ReinforcementRunTests {
    @Test(
        "A run that was interrupted and resumed in the middle of an iteration has the bits of one that was not",
        arguments: PolicyAlgorithm.allCases, [false, true])
    func resume(algorithm: PolicyAlgorithm, onAdapter: Bool) throws {
        let folder = try TemporaryDirectory()
        var run = try TinyRollouts(algorithm)
        run.settings.lora = onAdapter
        let straight = folder.file("straight")
        _ = try run.training().start(run.settings, in: straight)
        for stop in [1, 4, 6] {
            let url = folder.file("stopped-\(stop)")
            guard case .interrupted(stop, _) = try run.training(stopAfter: stop).start(run.settings, in: url).outcome
            else {
                Issue.record("the run was not interrupted after step \(stop)")
                return
            }
            #expect(try run.training(threads: 3).resume(in: url).outcome == .finished)
            let file = onAdapter ? "adapter/adapter_model.safetensors" : "model/model.safetensors"
            let (found, expected) = (url.appending(path: file), straight.appending(path: file))
            #expect(try Data(contentsOf: found) == Data(contentsOf: expected))
            #expect(try TinyRun.records(in: url) == TinyRun.records(in: straight))
        }
    }

    @Test("A run records reward, success, distance and length, and its report draws them")
    func records() throws {
        let folder = try TemporaryDirectory()
        let run = try TinyRollouts(.grpo)
        let summary = try run.training().start(run.settings, in: folder.file("run"))
        #expect(summary.outcome == .finished && summary.step == 9)
        let names = [
            "reward/mean", "reward/spread", "success", "answer_length", "cut_off", "entropy", "clipped", "kl",
        ]
        let held = try #require(summary.lastEvaluation)
        #expect(held.loss == nil, "on texts of its own a policy's loss is 0, whatever they are worth")
        for name in names { #expect(held.figures[name] != nil, "\(name)") }
        let report = try String(contentsOf: folder.file("run").appending(path: "report.html"), encoding: .utf8)
        for title in ["Reward", "Success", "Entropy", "Answer length", "Cut off"] { #expect(report.contains(title)) }
        #expect(!report.contains("Validation loss"))
    }

    @Test("A run whose policy runs away stops with an error that names its last checkpoint, which stays")
    func explosion() throws {
        let folder = try TemporaryDirectory()
        var run = try TinyRollouts(.grpo, steps: 40)
        run.settings.learningRate = 0.1
        run.settings.warmupSteps = 0
        run.settings.checkpointEvery = 1
        run.settings.klLimit = 0.5
        run.settings.lossLimit = 1e9
        let url = folder.file("run")
        let error = #expect(throws: TrainingError.self) { try run.training().start(run.settings, in: url) }
        guard case .exploded("kl", let value, 0.5, let step, let checkpoint?) = error else {
            Issue.record("unexpected error \(String(describing: error))")
            return
        }
        #expect(value > 0.5 && step > 1)
        let (stored, rejected) = CheckpointStore(folder: url.appending(path: "checkpoints"), keep: 2).newest()
        #expect(stored?.step == step - 1 && stored?.url.path == checkpoint && rejected.isEmpty)
    }

    @Test("A time in minutes becomes whole iterations, and training begins with the weights of the base")
    func minutes() throws {
        let folder = try TemporaryDirectory()
        var run = try TinyRollouts(.ppo, steps: nil)
        run.settings.minutes = 0.01
        // However many steps a machine takes in that time, the policy stays near its base.
        run.settings.learningRate = 1e-6
        let summary = try run.training().start(run.settings, in: folder.file("run"))
        #expect(summary.steps % 4 == 0 && summary.steps > 0)
        let first = try #require(summary.firstEvaluation)
        #expect(try #require(first.figures["kl"]) < 1e-6)
    }

    @Test("What cannot be trained on is refused before anything is made")
    func refusals() throws {
        let folder = try TemporaryDirectory()
        let url = folder.file("run")
        func refuse<Failure: Error>(
            _: Failure.Type, _ change: (inout TinyRollouts) -> Void
        ) throws -> Failure? {
            var run = try TinyRollouts(.grpo)
            change(&run)
            return #expect(throws: Failure.self) { try run.training().start(run.settings, in: url) }
        }
        #expect(try refuse(RolloutError.self) { $0.data.train = [] } == .noPrompts(data: "test"))
        _ = try refuse(RolloutError.self) { $0.data.train[0].tokens = Array(repeating: 1, count: 32) }
        _ = try refuse(ConfigurationError.self) { $0.settings.groupSize = 1 }
        _ = try refuse(ConfigurationError.self) { $0.settings.minibatches = 99 }
        _ = try refuse(ConfigurationError.self) {
            $0.settings.reference = false
            $0.settings.klCoefficient = 0.1
        }
        _ = try refuse(ConfigurationError.self) { $0.settings.reward = "exacct" }
        #expect(!FileManager.default.fileExists(atPath: url.path))
    }

    @Test("Other prompts or another algorithm are refused when a run is resumed")
    func changes() throws {
        let folder = try TemporaryDirectory()
        let url = folder.file("run")
        var run = try TinyRollouts(.grpo)
        _ = try run.training(stopAfter: 2).start(run.settings, in: url)
        #expect(throws: ConfigurationError.changedOnResume(key: "algorithm", recorded: "grpo", given: "ppo")) {
            try run.training().resume(in: url) { $0.algorithm = .ppo }
        }
        run.data.train[0].expected = 8
        #expect(throws: TrainingError.self) { try run.training().resume(in: url) }
    }

    @Test("The settings of either algorithm resolve to what the papers use, and are read again as they were written")
    func settings() throws {
        for algorithm in PolicyAlgorithm.allCases {
            var run = try TinyRollouts(algorithm)
            run.settings = ReinforcementConfiguration()
            run.settings.algorithm = algorithm
            let settings = try run.training().resolve(run.settings)
            #expect(
                settings.groupSize == (algorithm == .grpo ? 8 : 1) && settings.epochs == (algorithm == .grpo ? 1 : 4))
            #expect(settings.klCoefficient == (algorithm == .grpo ? 0 : 0.05) && settings.clipHigh == 0.2)
            #expect(settings.noEndPenalty == (algorithm == .grpo ? 0 : 1) && settings.maxTokens == 16)
            #expect(try ReinforcementConfiguration(yaml: settings.yaml(), file: "run.yaml") == settings)
        }
    }
}
