/// Every setting of a run on preferences: of a policy, or of a reward model.
///
/// What is nil is worked out from the loss, the model and the data. The one-line explanations of the settings are in
/// ``keys``.
public struct PreferenceConfiguration: AdapterSettings, Hashable {
    // Where from, where to
    public var model: String?
    public var data: String?
    public var output: String?
    public var chatTemplate: String?
    public var skipBad = false

    // The loss
    public var loss = PreferenceLossKind.dpo
    public var beta: Double?
    public var gamma = 1.0
    public var labelSmoothing = 0.1
    public var desirableWeight = 1.0
    public var undesirableWeight = 1.0
    public var centring = 0.0
    public var lossLimit: Double?
    public var driftLimit = 5.0

    // A step, and how many of them
    public var sequenceLength: Int?
    public var batchSize = 16
    public var microBatchSize: Int?
    public var epochs = 1.0
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
    public var weightDecay = 0.0
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
    public var heldOut = 0.05

    // What is watched and kept
    public var evaluateEvery: Int?
    public var evaluationExamples = 512
    public var checkpointEvery: Int?
    public var keepCheckpoints = 2
    public var sampleEvery: Int?
    public var samplePrompt = ""
    public var sampleTokens = 64
    public var threads: Int?

    public init() {}
}
