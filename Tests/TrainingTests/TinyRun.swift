import Foundation
import Foundations
import Tensors
import Training

/// A run small enough for a test: bytes as tokens, two narrow layers.
struct TinyRun {
    var settings = PretrainConfiguration()
    var data: PretrainData

    /// A text with some structure to learn, and some randomness to keep it from being learned by heart at once.
    static func text(words: Int, seed: UInt64) -> [Int32] {
        let lexicon = ["the ", "swift ", "flies ", "over ", "a ", "river ", "and ", "never ", "lands.\n"]
        var generator = SplitMix64(seed: seed)
        return (0..<words).flatMap { _ in lexicon[generator.next(below: lexicon.count)].utf8.map { Int32($0) } }
    }

    init(steps: Int = 8) {
        let text = Self.text(words: 400, seed: 1)
        let cut = text.count * 9 / 10
        data = PretrainData(
            train: Array(text[..<cut]), heldOut: Array(text[cut...]), heldOutBytesPerToken: 1, vocabularySize: 128,
            name: "test", fingerprint: 0x1234)
        settings.depth = 1
        settings.layers = 2
        settings.hiddenSize = 32
        settings.headSize = 8
        settings.sequenceLength = 16
        settings.batchSize = 6
        settings.microBatchSize = 3
        settings.steps = steps
        settings.warmupSteps = 2
        settings.learningRate = 1e-2
        settings.evaluateEvery = 3
        settings.evaluationTokens = 64
        settings.checkpointEvery = 3
        settings.sampleEvery = 0
    }

    func start(in folder: URL, threads: Int = 2, stopAfter stop: Int? = nil) throws -> TrainingSummary {
        try pretraining(threads: threads, stopAfter: stop).start(settings, in: folder)
    }

    func resume(in folder: URL, threads: Int = 2, stopAfter stop: Int? = nil) throws -> TrainingSummary {
        try pretraining(threads: threads, stopAfter: stop).resume(in: folder)
    }

    private func pretraining(threads: Int, stopAfter stop: Int?) -> Pretraining {
        let signal = StopSignal()
        return Pretraining(data: data, device: CPUDevice(threadCount: threads), stop: signal) { event in
            if case .step(let metrics) = event, metrics.step == stop { signal.request() }
        }
    }

    /// The bytes of the finished model's weights.
    static func weights(in folder: URL) throws -> Data {
        try Data(contentsOf: folder.appending(path: "model/model.safetensors"))
    }

    /// What was recorded, without the times, which differ from run to run.
    static func records(in folder: URL) throws -> [MetricsRecord] {
        try MetricsLog.records(in: folder.appending(path: "metrics.jsonl")).map { record in
            switch record {
            case .step(var metrics):
                metrics.seconds = 0
                metrics.tokensPerSecond = 0
                metrics.utilization = nil
                return .step(metrics)
            case .evaluation(var metrics):
                metrics.seconds = 0
                return .evaluation(metrics)
            case .sample:
                return record
            }
        }
    }
}
