import Foundation
import Foundations
import Tensors
import TestSupport
import Testing
import Training
import Transformer

@Suite("Fine-tuning")
struct FineTuningTests {
    @Test("A run leaves its settings, its records, its checkpoints, a report and a model that loads and can end a turn")
    func wholeRun() throws {
        let folder = try TemporaryDirectory()
        let url = folder.file("run")
        let run = try TinyFineTune()
        let summary = try run.start(in: url)
        #expect(summary.outcome == .finished && summary.step == 8)
        #expect(
            try TemporaryDirectory.names(url) == [
                ".lock", "checkpoints", "metrics.jsonl", "model", "report.html", "run.yaml",
            ])
        #expect(try TemporaryDirectory.names(url.appending(path: "checkpoints")) == ["step-000006", "step-000008"])
        let records = try MetricsLog.records(in: url.appending(path: "metrics.jsonl"))
        #expect(records.map(\.step) == [0, 1, 2, 3, 3, 4, 5, 6, 6, 7, 8, 8])
        #expect(try #require(summary.lastEvaluation?.loss) < #require(summary.firstEvaluation?.loss))
        let model = try CausalLM(directory: url.appending(path: "model"))
        #expect(model.parameterCount == summary.parameters)
        #expect(model.configuration.endOfTextTokens == [TinyFineTune.endToken])
        let settings = try FineTuneConfiguration(yaml: url.appending(path: "run.yaml"))
        #expect(settings.steps == 8 && settings.precision != .auto && settings.output == nil)
        // Tokens are counted where they carry loss.
        let held = run.data.heldOut.reduce(0) { $0 + $1.isTrained.count { $0 } }
        #expect(summary.firstEvaluation?.tokens == held && held > 0)
        let loader = FineTuneLoader(
            examples: run.data.train, sequenceLength: 32, batchSize: 4, seed: settings.seed)
        let seen = (0..<8).reduce(0) { $0 + loader.microBatches(ofStep: $1).reduce(0) { $0 + $1.targetCount } }
        #expect(summary.tokens == seen)
    }

    @Test("A model learns a few answers by heart, packed or not", arguments: [true, false])
    func memorises(isPacking: Bool) throws {
        let folder = try TemporaryDirectory()
        var run = try TinyFineTune(steps: 120)
        let examples = TinyFineTune.examples(6, seed: 72)
        run.data.train = examples
        run.data.heldOut = examples
        run.settings.packing = isPacking
        run.settings.evaluateEvery = 0
        run.settings.checkpointEvery = 0
        #expect(try #require(try run.start(in: folder.file("run")).lastEvaluation?.loss) < 0.05)
    }

    @Test("The number of threads changes no bit of weights and losses")
    func threads() throws {
        let folder = try TemporaryDirectory()
        for threads in 1...3 { _ = try TinyFineTune().start(in: folder.file("run-\(threads)"), threads: threads) }
        for threads in 2...3 {
            #expect(try TinyRun.weights(in: folder.file("run-1")) == TinyRun.weights(in: folder.file("run-\(threads)")))
            #expect(try TinyRun.records(in: folder.file("run-1")) == TinyRun.records(in: folder.file("run-\(threads)")))
        }
    }

    @Test("Epochs become steps where neither steps nor minutes are given; another seed gives another model")
    func epochs() throws {
        let folder = try TemporaryDirectory()
        var run = try TinyFineTune(steps: nil)
        run.settings.epochs = 3
        run.settings.warmupSteps = nil
        let rows = FineTuneLoader(examples: run.data.train, sequenceLength: 32, batchSize: 1, seed: 1).steps(epochs: 1)
        let summary = try run.start(in: folder.file("one"))
        #expect(summary.steps == (3 * rows + 3) / 4)
        run.settings.seed = 2
        _ = try run.start(in: folder.file("two"))
        #expect(try TinyRun.weights(in: folder.file("one")) != TinyRun.weights(in: folder.file("two")))
    }

    @Test("A time becomes steps by measurement, and training begins with the base's own weights all the same")
    func minutes() throws {
        let folder = try TemporaryDirectory()
        var run = try TinyFineTune(steps: nil)
        run.settings.minutes = 0.001
        run.settings.warmupSteps = nil
        let measured = try run.start(in: folder.file("measured"))
        let settings = try FineTuneConfiguration(yaml: folder.file("measured").appending(path: "run.yaml"))
        #expect(settings.minutes == nil && settings.steps == measured.steps && measured.step == measured.steps)
        run.settings.minutes = nil
        run.settings.steps = measured.steps
        run.settings.evaluateEvery = settings.evaluateEvery
        _ = try run.start(in: folder.file("counted"))
        #expect(try TinyRun.weights(in: folder.file("measured")) == TinyRun.weights(in: folder.file("counted")))
    }

    @Test("Data that cannot be trained on is refused before the run folder is made")
    func refused() throws {
        let folder = try TemporaryDirectory()
        let url = folder.file("run")
        var run = try TinyFineTune()
        run.settings.sequenceLength = 8
        let longest = run.data.longest
        #expect(throws: FineTuneError.exampleTooLong(positions: longest, sequenceLength: 8, data: "test")) {
            try run.start(in: url)
        }
        run.settings.sequenceLength = longest
        run.data.train[0].tokens[1] = Int32(ModelShape.vocabularySize)
        #expect(throws: ModelError.self) { try run.start(in: url) }
        run.data.train = []
        #expect(throws: FineTuneError.noExamples(data: "test")) { try run.start(in: url) }
        #expect(throws: FineTuneError.noExamples(data: "test")) {
            try FineTuning(model: run.model, data: run.data).resolve(run.settings)
        }
        #expect(!FileManager.default.fileExists(atPath: url.path))
    }

    @Test("A sequence longer than the base's context gives the model a longer one, a shorter one leaves it")
    func context() throws {
        let folder = try TemporaryDirectory()
        for (length, context) in [(200, 200), (32, 128)] {
            var run = try TinyFineTune(steps: 1)
            run.settings.warmupSteps = 0
            run.settings.sequenceLength = length
            let url = folder.file("run-\(length)")
            _ = try run.start(in: url)
            let model = try ModelConfiguration(directory: url.appending(path: "model"))
            #expect(model.maximumPositions == context)
        }
    }

    @Test("A validation reads as many held-out tokens as it may, but at least one example")
    func evaluationTokens() throws {
        let folder = try TemporaryDirectory()
        var run = try TinyFineTune(steps: 1)
        run.settings.warmupSteps = 0
        let first = try #require(run.data.heldOut.first)
        run.settings.evaluationTokens = first.tokens.count
        let few = try run.start(in: folder.file("few"))
        #expect(few.lastEvaluation?.tokens == first.isTrained.count { $0 })
        run.settings.evaluationTokens = 1
        #expect(try run.start(in: folder.file("one")).lastEvaluation?.tokens == first.isTrained.count { $0 })
        run.data.heldOut = []
        #expect(try run.start(in: folder.file("none")).lastEvaluation == nil)
    }

    @Test("Samples go on record, and a prompt that cannot be continued is refused before the run begins")
    func samples() throws {
        struct Writer: TextWriter {
            struct Refusal: Error {}
            func write(_ model: CausalLM, prompt: String, tokens: Int, seed: UInt64) throws -> String {
                if prompt == "bad" { throw Refusal() }
                return String(repeating: "x", count: tokens)
            }
        }
        let folder = try TemporaryDirectory()
        var run = try TinyFineTune(steps: 4)
        run.settings.sampleEvery = 2
        run.settings.sampleTokens = 3
        run.settings.samplePrompt = "good"
        let fineTuning = FineTuning(model: run.model, data: run.data, textWriter: Writer())
        _ = try fineTuning.start(run.settings, in: folder.file("run"))
        let samples = try TinyRun.records(in: folder.file("run")).filter {
            if case .sample = $0 { true } else { false }
        }
        #expect(samples == [2, 4].map { .sample(SampleRecord(step: $0, prompt: "good", text: "xxx")) })
        run.settings.samplePrompt = "bad"
        #expect(throws: Writer.Refusal.self) { try fineTuning.start(run.settings, in: folder.file("bad")) }
        #expect(!FileManager.default.fileExists(atPath: folder.file("bad").path))
    }
}
