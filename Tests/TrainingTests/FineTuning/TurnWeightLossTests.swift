import Corpus
import Foundations
import Tensors
import TestSupport
import Testing
import Tokenization
import Training
import Transformer

@Suite("Weights of turns in the loss")
struct TurnWeightLossTests {
    private let chat = Chat([
        .user("the cat"), .assistant("sat"), .user("on"), .assistant("the mat"), .user("and"), .assistant("the hat"),
    ])

    /// The example of a conversation whose turns have these weights.
    private func example(_ weights: [Double]?, template: ChatTemplate = .standard) throws -> FineTuneExample? {
        let folder = try TemporaryDirectory()
        var set = TranscriptSet()
        set.transcripts = [
            Transcript(chat: chat, weights: weights, origin: DocumentOrigin(path: "chats.jsonl", line: 1))
        ]
        return try FineTuneData(
            set, encoder: ChatEncoder(tokenizer: ChatSamples.tokenizer.get(), template: template),
            sequenceLength: 256, skippingBad: false, heldOutShare: 0, modelDirectory: folder.url, name: "chats.jsonl"
        ).train.first
    }

    /// The texts that carry loss, with their weights.
    private func parts(_ example: FineTuneExample) throws -> [(text: String, weight: Float)] {
        let tokenizer = try ChatSamples.tokenizer.get()
        var parts: [(tokens: [Int32], weight: Float)] = []
        for (index, token) in example.tokens.enumerated() where example.isTrained[index] {
            if index == 0 || !example.isTrained[index - 1] { parts.append(([], example.weight(of: index))) }
            parts[parts.count - 1].tokens.append(token)
            #expect(parts[parts.count - 1].weight == example.weight(of: index))
        }
        return parts.map { (tokenizer.decodeString($0.tokens), $0.weight) }
    }

    @Test("A turn of weight 0 is shown and not learned, its end neither; a fraction belongs to every token of its turn")
    func turns() throws {
        let whole = try #require(try example(nil))
        let weighted = try #require(try example([0, 0, 0, 0.5, 0, 1]))
        #expect(weighted.tokens == whole.tokens)
        #expect(try parts(weighted).map(\.text) == ["the mat<|im_end|>", "the hat<|im_end|>"])
        #expect(try parts(weighted).map(\.weight) == [0.5, 1])
        #expect(try parts(whole).map(\.text) == ["sat<|im_end|>", "the mat<|im_end|>", "the hat<|im_end|>"])
        // What is not learned at the end needs no place.
        let early = try #require(try example([0, 1, 0, 0, 0, 0]))
        #expect(whole.tokens.starts(with: early.tokens) && early.tokens.count < whole.tokens.count)
        // Whole numbers need no weights, and all in full is what it always was.
        #expect(early.weights == nil && weighted.weights != nil)
        #expect(try example([0, 1, 0, 1, 0, 1]) == whole)
    }

    @Test("A template that gives no way to tell which turn is which is refused by name")
    func unclear() throws {
        // It writes the first turn of the assistant in two parts.
        let source = ChatTemplate.standard.source.replacing(
            "{{- message.content or '' }}\n            {%- for",
            with: "{{- message.content or '' }}{%- endgeneration %}{{- '/' }}{%- generation %}\n            {%- for")
        let template = try ChatTemplate(source: source, name: "parts.jinja")
        #expect(source != ChatTemplate.standard.source)
        #expect(try example(nil, template: template) != nil)
        let error = #expect(throws: TranscriptError.self) { try example([0, 0, 0, 0.5, 0, 1], template: template) }
        #expect(
            error?.kind == .refusedByTemplate && error?.detail.contains("3 turns of the assistant in 6 parts") == true)
    }

    @Test("A step's loss and gradient are divided by the sum of the weights, however the batch is split")
    func normalisation() throws {
        let examples = Self.weighted(RandomExamples.make(6, positions: 4...20, seed: 91), seed: 92)
        let shape = ModelShape.all[1]
        func step(_ microBatchSize: Int) throws -> (StepResult, [[Float]]) {
            let model = try shape.model()
            let loader = FineTuneLoader(
                examples: examples, sequenceLength: 20, batchSize: 6, microBatchSize: microBatchSize,
                isPacking: false, seed: 3)
            let trainer = Trainer(
                model: model, objective: NextTokenObjective(), source: loader,
                optimizer: AdamW(parameters: model.parameters, settings: AdamW.Settings(), device: CPUDevice.shared),
                schedule: LearningRateSchedule(
                    shape: .constant, peak: 1e-3, minimumRatio: 1, warmupSteps: 0, steps: 1),
                gradientClip: 0, device: CPUDevice.shared, precision: .float32)
            return (try trainer.takeStep(), model.parameters.map(\.gradient.values))
        }
        // By hand: each token's loss alone, times its weight.
        let model = try shape.model()
        let tape = Tape(mode: .evaluation)
        var (sum, weight) = (0.0, 0.0)
        for example in examples {
            for next in 1..<example.tokens.count where example.isTrained[next] {
                var targets = [Int32](repeating: -1, count: example.tokens.count - 1)
                targets[next - 1] = example.tokens[next]
                let loss = model.loss(
                    tokens: Array(example.tokens.dropLast()), targets: targets, sequences: 1, length: targets.count,
                    scale: 0, tape: tape
                ).nats
                sum += Double(example.weight(of: next)) * loss
                weight += Double(example.weight(of: next))
            }
        }
        let (whole, gradients) = try step(6)
        #expect(abs(whole.loss - sum / weight) < 1e-5)
        #expect(whole.tokens == examples.reduce(0) { $0 + $1.isTrained.count { $0 } })
        for size in [1, 2, 3] {
            let (split, others) = try step(size)
            #expect(abs(split.loss - whole.loss) < 1e-6 && split.tokens == whole.tokens)
            for (a, b) in zip(gradients, others) { #expect(zip(a, b).allSatisfy { abs($0 - $1) < 1e-5 }) }
        }
    }

    @Test("Weights that are all 1 change no bit of a run, and others do")
    func bits() throws {
        let folder = try TemporaryDirectory()
        var run = try TinyFineTune()
        _ = try run.start(in: folder.file("plain"))
        let plain = run.data
        for index in run.data.train.indices {
            run.data.train[index].weights = run.data.train[index].isTrained.map { $0 ? 1 : 0 }
        }
        _ = try run.start(in: folder.file("ones"))
        #expect(try TinyRun.weights(in: folder.file("ones")) == TinyRun.weights(in: folder.file("plain")))
        #expect(try TinyRun.records(in: folder.file("ones")) == TinyRun.records(in: folder.file("plain")))
        run.data = plain
        run.data.train = Self.weighted(plain.train, seed: 93)
        _ = try run.start(in: folder.file("others"))
        #expect(try TinyRun.weights(in: folder.file("others")) != TinyRun.weights(in: folder.file("plain")))
    }

    @Test("A run with weights that is stopped and resumed ends with the same bits")
    func resume() throws {
        let folder = try TemporaryDirectory()
        var run = try TinyFineTune()
        run.data.train = Self.weighted(run.data.train, seed: 94)
        run.data.heldOut = Self.weighted(run.data.heldOut, seed: 95)
        _ = try run.start(in: folder.file("straight"))
        _ = try run.start(in: folder.file("stopped"), stopAfter: 4)
        _ = try run.resume(in: folder.file("stopped"), threads: 2)
        #expect(try TinyRun.weights(in: folder.file("stopped")) == TinyRun.weights(in: folder.file("straight")))
        #expect(try TinyRun.records(in: folder.file("stopped")) == TinyRun.records(in: folder.file("straight")))
        // Another weight is other data.
        let last = run.data.train[0].tokens.count - 1
        run.data.train[0].weights?[last] = 0.125
        _ = try run.start(in: folder.file("other"), stopAfter: 2)
        run.data.train[0].weights?[last] = 0.25
        #expect(throws: TrainingError.self) { try run.resume(in: folder.file("other")) }
    }

    /// The examples with a random weight for every token that carries loss.
    private static func weighted(_ examples: [FineTuneExample], seed: UInt64) -> [FineTuneExample] {
        var generator = SplitMix64(seed: seed)
        return examples.map { example in
            let weights = example.isTrained.map { $0 ? Float(1 + generator.next(below: 4)) / 4 : 0 }
            return FineTuneExample(tokens: example.tokens, isTrained: example.isTrained, weights: weights)
        }
    }
}
