import Corpus
import Foundation
import Foundations
import TestSupport
import Testing
import Tokenization
import Training
import Transformer

@Suite("Pretraining")
struct PretrainingTests {
    @Test("A run leaves its settings, its records, its checkpoints, a report and a model that loads")
    func wholeRun() throws {
        let folder = try TemporaryDirectory()
        let url = folder.file("run")
        let summary = try TinyRun(steps: 8).start(in: url)
        #expect(summary.outcome == .finished && summary.step == 8 && summary.tokens == 8 * 96)
        #expect(
            try TemporaryDirectory.names(url) == [
                ".lock", "checkpoints", "metrics.jsonl", "model", "report.html", "run.yaml",
            ])
        #expect(try TemporaryDirectory.names(url.appending(path: "checkpoints")) == ["step-000006", "step-000008"])
        let records = try MetricsLog.records(in: url.appending(path: "metrics.jsonl"))
        #expect(records.map(\.step) == [0, 1, 2, 3, 3, 4, 5, 6, 6, 7, 8, 8])
        let model = try CausalLM(directory: url.appending(path: "model"))
        #expect(model.parameterCount == summary.parameters)
        let first = try #require(summary.firstEvaluation)
        let loss = try #require(first.loss)
        #expect(abs(loss - log(128)) < 0.1)
        #expect(try #require(first.bitsPerByte) == loss / log(2))
        #expect(try #require(summary.lastEvaluation?.loss) < loss - 0.5)
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
        #expect(try #require(summary.lastEvaluation?.loss) < 0.05)
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

    @Test("A corpus smaller than one sequence is refused before the run folder is made")
    func tooSmall() throws {
        let folder = try TemporaryDirectory()
        var run = TinyRun()
        run.data.train = Array(repeating: Int32(1), count: 16)
        #expect(throws: DataError.tooSmall(tokens: 16, needed: 17)) { try run.start(in: folder.file("run")) }
        #expect(!FileManager.default.fileExists(atPath: folder.file("run").path))
    }

    @Test("The tail of a text can be held out, and a second held-out part is refused")
    func heldOutTail() throws {
        let folder = try TemporaryDirectory()
        var run = TinyRun(steps: 2)
        run.settings.heldOutTail = 0.25
        #expect(throws: ConfigurationError.self) { try run.start(in: folder.file("run")) }
        run.data.heldOut = nil
        run.data.train = Array(repeating: Int32(3), count: 300) + Array(repeating: Int32(4), count: 100)
        run.settings.evaluationTokens = 0
        let summary = try run.start(in: folder.file("run"))
        #expect(summary.lastEvaluation?.tokens == 96)
        // What is held out is all 4, which training never saw.
        #expect(try #require(summary.lastEvaluation?.loss) > #require(summary.lastLoss) + 0.1)
        let resumed = try run.resume(in: folder.file("run"))
        #expect(resumed.outcome == .finished)
    }

    @Test("Without a held-out part a run has no validation, and says so by silence")
    func noHeldOut() throws {
        let folder = try TemporaryDirectory()
        var run = TinyRun(steps: 2)
        run.data.heldOut = nil
        let summary = try run.start(in: folder.file("run"))
        #expect(summary.outcome == .finished && summary.lastEvaluation == nil)
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
        var run = TinyRun(steps: 4)
        run.settings.sampleEvery = 2
        run.settings.sampleTokens = 3
        run.settings.samplePrompt = "good"
        _ = try Pretraining(data: run.data, textWriter: Writer()).start(run.settings, in: folder.file("run"))
        let samples = try TinyRun.records(in: folder.file("run")).filter {
            if case .sample = $0 { true } else { false }
        }
        #expect(samples == [2, 4].map { .sample(SampleRecord(step: $0, prompt: "good", text: "xxx")) })
        run.settings.samplePrompt = "bad"
        #expect(throws: Writer.Refusal.self) {
            try Pretraining(data: run.data, textWriter: Writer()).start(run.settings, in: folder.file("bad"))
        }
        #expect(!FileManager.default.fileExists(atPath: folder.file("bad").path))
    }

    @Test("The number of parameters follows from the settings", arguments: [true, false])
    func parameterCount(flag: Bool) throws {
        var settings = TinyRun().settings
        settings.tiesEmbeddings = flag
        settings.usesQKNorm = !flag
        settings.keyValueHeads = flag ? 4 : 1
        settings = try settings.sized()
        let model = try CausalLM(configuration: settings.model(for: TinyRun().data), seed: 1)
        #expect(settings.parameterCount(vocabularySize: 128) == model.parameterCount)
    }

    @Test("A corpus folder becomes training data with its tokenizer, its marks and its bytes a token")
    func corpus() throws {
        let folder = try TemporaryDirectory()
        let text = (0..<40).map { "Line \($0) of a file that is cut nowhere." }
        for (index, line) in text.enumerated() {
            try line.write(to: folder.file("\(index).txt"), atomically: true, encoding: .utf8)
        }
        let tokenizer = Tokenizer(
            characterVocabularyOf: text.joined(), specialTokens: [SpecialToken.endOfText])
        var configuration = CorpusBuilder.Configuration()
        configuration.heldOutShare = 0.3
        let manifest = try CorpusBuilder(configuration).build(
            inputs: [folder.url.path], tokenizer: tokenizer, output: folder.file("corpus"))
        let data = try PretrainData(corpus: folder.file("corpus"))
        #expect(data.train.tokenCount == manifest.train.tokenCount)
        #expect(data.heldOut?.tokenCount == manifest.heldOut.tokenCount)
        #expect(
            data.heldOutBytesPerToken == Double(manifest.heldOut.byteCount) / Double(manifest.heldOut.tokenCount))
        #expect(data.endOfTextToken == tokenizer.endOfTextToken)
        var settings = TinyRun(steps: 2).settings
        settings.sequenceLength = 8
        let run = folder.file("run")
        _ = try Pretraining(data: data).start(settings, in: run)
        #expect(try Tokenizer(tokenizerJSON: run.appending(path: "model/tokenizer.json")).vocabularySize > 0)
        let model = try CausalLM(directory: run.appending(path: "model"))
        #expect(model.configuration.endOfTextTokens == [manifest.endOfTextToken])
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
