public import Corpus

/// Every setting of a fine-tuning run.
///
/// What is nil is worked out from the model and the data. The one-line explanations of the settings are in ``keys``.
public struct FineTuneConfiguration: AdapterSettings, Hashable {
    // Where from, where to
    public var model: String?
    public var data: String?
    public var output: String?
    public var format: TranscriptFormat?
    public var chatTemplate: String?
    public var skipBad = false
    public var cutLong = false

    // A step, and how many of them
    public var sequenceLength: Int?
    public var packing = true
    public var batchSize: Int?
    public var microBatchSize: Int?
    public var epochs = 2.0
    public var steps: Int?
    public var minutes: Double?

    // The optimizer
    public var learningRate: Double?
    public var minimumLearningRateRatio = 0.1
    public var warmupSteps: Int?
    public var schedule = ScheduleShape.cosine
    public var decayShare = 0.2
    public var beta1 = 0.9
    public var beta2 = 0.95
    public var epsilon = 1e-8
    public var weightDecay = 0.1
    public var gradientClip = 1.0

    // The adapter
    public var lora = false
    public var loraRank = 8
    public var loraAlpha = 16.0
    public var loraTargets = "all"
    public var loraRankStabilized = false
    public var loraDropout = 0.0

    // Arithmetic and order
    public var precision = TrainingPrecision.auto
    public var seed: UInt64 = 1
    public var heldOut = 0.02

    // What is watched and kept
    public var evaluateEvery: Int?
    public var evaluationTokens = 65_536
    public var checkpointEvery: Int?
    public var keepCheckpoints = 2
    public var sampleEvery: Int?
    public var samplePrompt = ""
    public var sampleTokens = 64
    public var threads: Int?

    public init() {}
}
