/// Every setting of a run of reinforcement learning.
///
/// What is nil is worked out from the algorithm, the model and the data. The one-line explanations of the settings are in
/// ``keys``.
public struct ReinforcementConfiguration: AdapterSettings, Hashable {
    // Where from, where to
    public var model: String?
    public var environment = EnvironmentKind.prompts
    public var prompts: String?
    public var output: String?
    public var chatTemplate: String?
    public var format = PromptFormat.auto
    public var skipBad = false

    // What is rewarded
    public var reward: String?
    public var noEndPenalty: Double?

    // Rollouts
    public var algorithm = PolicyAlgorithm.grpo
    public var promptsPerIteration = 16
    public var groupSize: Int?
    public var temperature = 1.0
    public var maxTokens: Int?
    public var epochs: Int?
    public var minibatches = 1
    public var microBatchSize: Int?

    // Tasks
    public var taskPhrasings = "trained practised"
    public var taskKinds = ""
    public var maxTurns = 8
    public var allowUnsandboxed = false

    // The loss
    public var loss = GRPOLossKind.dapo
    public var clip = 0.2
    public var clipHigh: Double?
    public var klCoefficient: Double?
    public var reference = true
    public var valueCoefficient = 0.1
    public var valueClip = 0.2
    public var gamma = 1.0
    public var lambda = 0.95
    public var whiten = true
    public var lossLimit = 1000.0
    public var klLimit = 10.0

    // How many steps
    public var steps: Int?
    public var minutes: Double?

    // The optimizer
    public var learningRate: Double?
    public var minimumLearningRateRatio = 0.1
    public var warmupSteps: Int?
    public var schedule = ScheduleShape.constant
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

    // Arithmetic and order
    public var precision = TrainingPrecision.auto
    public var seed: UInt64 = 1
    public var heldOut = 0.05

    // What is watched and kept
    public var evaluateEvery: Int?
    public var evaluationPrompts = 256
    public var checkpointEvery: Int?
    public var keepCheckpoints = 2
    public var sampleEvery: Int?
    public var samplePrompt = ""
    public var sampleTokens = 64
    public var threads: Int?

    public init() {}
}
