import Foundation
import Foundations
import Tensors
import TestSupport
import Training
import Transformer

/// A fine-tuning run small enough for a test: a base of two narrow layers, and examples that say a word again.
struct TinyFineTune {
    static let endToken: Int32 = 60

    var settings = FineTuneConfiguration()
    var data: FineTuneData
    private let folder: TemporaryDirectory

    /// The directory of the base model.
    var model: URL { folder.file("base") }

    init(steps: Int? = 8) throws {
        folder = try TemporaryDirectory()
        data = FineTuneData(
            examples: Self.examples(40, seed: 71), heldOutShare: 0.2, name: "test", endTokens: [Self.endToken])
        try ModelShape.all[1].model().save(to: folder.file("base"))
        settings.sequenceLength = 32
        settings.batchSize = 4
        settings.microBatchSize = 2
        settings.steps = steps
        settings.warmupSteps = 2
        settings.learningRate = 1e-2
        settings.evaluateEvery = 3
        settings.checkpointEvery = 3
    }

    /// A word, a mark, the word again, and the end; what follows the mark carries loss.
    static func examples(_ count: Int, seed: UInt64) -> [FineTuneExample] {
        var generator = SplitMix64(seed: seed)
        return (0..<count).map { _ in
            let word = (0...generator.next(below: 5)).map { _ in Int32(generator.next(below: 50)) }
            return FineTuneExample(
                tokens: [58] + word + [59] + word + [endToken],
                isTrained: Array(repeating: false, count: word.count + 2)
                    + Array(repeating: true, count: word.count + 1))
        }
    }

    func start(in url: URL, threads: Int = 1, stopAfter stop: Int? = nil) throws -> TrainingSummary {
        try fineTuning(threads: threads, stopAfter: stop).start(settings, in: url)
    }

    func resume(
        in url: URL, threads: Int = 1, stopAfter stop: Int? = nil,
        changing change: (inout FineTuneConfiguration) throws -> Void = { _ in }
    ) throws -> TrainingSummary {
        try fineTuning(threads: threads, stopAfter: stop).resume(in: url, changing: change)
    }

    private func fineTuning(threads: Int, stopAfter stop: Int?) -> FineTuning {
        let signal = StopSignal()
        return FineTuning(model: model, data: data, device: CPUDevice(threadCount: threads), stop: signal) { event in
            if case .step(let metrics) = event, metrics.step == stop { signal.request() }
        }
    }
}
