import Foundation
import Foundations
import TestSupport
import Tensors
import Training
import Transformer

/// A run on preferences small enough for a test: the preferred answer says a word again, the other one another word.
struct TinyPreferences {
    var settings = PreferenceConfiguration()
    var data: PreferenceData
    private let folder: TemporaryDirectory

    /// The directory of the base model.
    var model: URL { folder.file("base") }

    init(_ loss: PreferenceLossKind, steps: Int? = 6) throws {
        folder = try TemporaryDirectory()
        data = PreferenceData(
            examples: Self.examples(30, judged: loss == .kto, seed: 71), heldOutShare: 0.2, name: "test",
            endTokens: [TinyFineTune.endToken])
        try ModelShape.all[1].model().save(to: folder.file("base"))
        settings.loss = loss
        settings.sequenceLength = 32
        settings.batchSize = 4
        settings.microBatchSize = 2
        settings.steps = steps
        settings.warmupSteps = 2
        settings.learningRate = 3e-3
        settings.evaluateEvery = 3
        settings.checkpointEvery = 2
        settings.precision = .fp32
    }

    static func examples(_ count: Int, judged: Bool, seed: UInt64) -> [PreferenceExample] {
        var generator = SplitMix64(seed: seed)
        func word() -> [Int32] { (0...generator.next(below: 5)).map { _ in Int32(generator.next(below: 50)) } }
        func text(_ prompt: [Int32], _ answer: [Int32]) -> FineTuneExample {
            FineTuneExample(
                tokens: [58] + prompt + [59] + answer + [TinyFineTune.endToken],
                isTrained: Array(repeating: false, count: prompt.count + 2)
                    + Array(repeating: true, count: answer.count + 1))
        }
        return (0..<count).map { index in
            let asked = word(), other = word()
            if judged {
                let isGood = index.isMultiple(of: 2)
                return PreferenceExample(
                    .judged(isDesirable: isGood), first: text(asked, isGood ? asked : other),
                    second: text(asked, word()))
            }
            return PreferenceExample(
                .pair(margin: Double(index % 3) / 4), first: text(asked, asked), second: text(asked, other))
        }
    }

    func start(in url: URL, threads: Int = 1, stopAfter stop: Int? = nil) throws -> TrainingSummary {
        try training(threads: threads, stopAfter: stop).start(settings, in: url)
    }

    func resume(
        in url: URL, threads: Int = 1, stopAfter stop: Int? = nil,
        changing change: (inout PreferenceConfiguration) throws -> Void = { _ in }
    ) throws -> TrainingSummary {
        try training(threads: threads, stopAfter: stop).resume(in: url, changing: change)
    }

    func training(threads: Int = 1, stopAfter stop: Int? = nil) -> PreferenceTraining {
        let signal = StopSignal()
        return PreferenceTraining(model: model, data: data, device: CPUDevice(threadCount: threads), stop: signal) {
            if case .step(let metrics) = $0, metrics.step == stop { signal.request() }
        }
    }
}
