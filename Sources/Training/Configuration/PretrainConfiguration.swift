/// Every setting of a pretraining run.
///
/// What is nil is worked out from ``depth`` and from the other settings by ``resolved(vocabularySize:parameterCount:)``.
/// The one-line explanations of the settings are in ``keys``, from where the command line's help and `run.yaml` take
/// them.
public struct PretrainConfiguration: TrainingSettings, Hashable {
    // Where from, where to
    public var corpus: String?
    public var output: String?

    // The model
    public var depth = 4
    public var layers: Int?
    public var hiddenSize: Int?
    public var heads: Int?
    public var keyValueHeads: Int?
    public var headSize: Int?
    public var feedForwardSize: Int?
    public var tiesEmbeddings = true
    public var usesQKNorm = true
    public var ropeTheta = 10_000.0

    // A step, and how many of them
    public var sequenceLength = 256
    public var batchSize: Int?
    public var microBatchSize: Int?
    public var steps: Int?
    public var minutes: Double?
    public var tokensPerParameter = 12.0

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

    // Arithmetic and order
    public var precision = TrainingPrecision.auto
    public var seed: UInt64 = 1
    public var sampling = SamplingOrder.epochs
    public var heldOutTail = 0.0

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
