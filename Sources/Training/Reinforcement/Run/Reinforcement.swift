public import Foundation
public import Tensors
public import Transformer

/// A run of reinforcement learning from its settings to its finished policy, in a run folder.
///
/// ```swift
/// var settings = ReinforcementConfiguration()
/// settings.minutes = 5
/// let run = Reinforcement(model: modelFolder, data: data, reward: ExactAnswer())
/// let summary = try run.start(settings, in: runFolder)
/// ```
public struct Reinforcement {
    /// The directory of the model to begin with, which is also the reference.
    public var model: URL
    /// What is known of the prompts or tasks for messages and checkpoints, and what goes with the finished model.
    public var material: RunMaterial
    /// Where the policy acts, made for the resolved settings.
    public var makeEnvironment: (ReinforcementConfiguration, ModelConfiguration) throws -> any RolloutEnvironment
    /// How many different tasks there are, for a pass over all of them.
    public var taskCount: Int
    /// The tokens that end a turn; the finished model's configuration names them.
    public var endTokens: [Int32]
    /// What a sample asks where the settings leave it open.
    public var samplePrompt: String
    /// Finds out before anything is made that the tasks do not fit the model.
    public var check: (ModelConfiguration) throws -> Void
    /// Where the arithmetic happens.
    public var device: CPUDevice
    /// Who lets the model write samples; nil: nobody.
    public var textWriter: (any TextWriter)?
    /// The wish to stop.
    public var stop: StopSignal
    /// Who is told what happens.
    public var observe: (TrainingEvent) -> Void

    /// A run in any environment.
    public init(
        model: URL, material: RunMaterial, taskCount: Int, endTokens: [Int32] = [], device: CPUDevice = .shared,
        textWriter: (any TextWriter)? = nil, stop: StopSignal = StopSignal(),
        observe: @escaping (TrainingEvent) -> Void = { _ in },
        makeEnvironment: @escaping (ReinforcementConfiguration, ModelConfiguration) throws -> any RolloutEnvironment
    ) {
        self.model = model
        self.material = material
        self.taskCount = taskCount
        self.endTokens = endTokens
        samplePrompt = ""
        check = { _ in }
        self.device = device
        self.textWriter = textWriter
        self.stop = stop
        self.observe = observe
        self.makeEnvironment = makeEnvironment
    }

    /// The settings with everything worked out that they leave open, but for the steps that fill a time in minutes, which
    /// only a measurement can tell.
    ///
    /// - Throws: ``ConfigurationError``, ``RolloutError`` where the prompts cannot be answered, and the errors of reading
    ///   the model's configuration.
    public func resolve(_ settings: ReinforcementConfiguration) throws -> ReinforcementConfiguration {
        let base = try ModelConfiguration(directory: model)
        var settings = try settings.sized(for: base)
        try checkFit(base, settings)
        settings.precision = settings.arithmetic == .bfloat16 ? .bf16 : .fp32
        if settings.samplePrompt.isEmpty { settings.samplePrompt = samplePrompt }
        if settings.minutes != nil { return settings }
        let iterations = max(1, (taskCount + settings.promptsPerIteration - 1) / settings.promptsPerIteration)
        return try settings.scheduled(steps: settings.steps ?? iterations * settings.plan.updates)
    }

    /// Trains the policy.
    ///
    /// - Parameters:
    ///   - settings: the settings; what they leave open is worked out, and recorded in `run.yaml`.
    ///   - url: the run folder, which must hold no run yet.
    /// - Throws: ``ConfigurationError``, ``RolloutError``, ``RunFolderError``, ``TrainingError``, and the errors of files.
    public func start(_ settings: ReinforcementConfiguration, in url: URL) throws -> TrainingSummary {
        let settings = try resolve(settings)
        switch settings.algorithm {
        case .grpo: return try groupRun.start(settings, in: url)
        case .ppo: return try valueRun.start(settings, in: url)
        }
    }

    /// Continues a run from its newest good checkpoint, or from its start where it has none.
    ///
    /// - Parameters:
    ///   - url: the run folder.
    ///   - change: makes the changes that are wanted; a setting that decides the weights must stay as it was.
    /// - Throws: as ``start(_:in:)`` does.
    public func resume(
        in url: URL, changing change: (inout ReinforcementConfiguration) throws -> Void = { _ in }
    ) throws -> TrainingSummary {
        let folder = try RunFolder(resuming: url)
        let recorded = try folder.configuration(ReinforcementConfiguration.self)
        var settings = recorded
        try change(&settings)
        // Both were resolved when the run began: asking for the same again is no change.
        if settings.precision == .auto { settings.precision = recorded.precision }
        settings.minutes = nil
        try settings.checkResumable(from: recorded)
        guard let steps = settings.steps, settings.warmupSteps != nil, settings.maxTokens != nil else {
            throw RunFolderError.damaged(file: folder.configurationFile.path, reason: "is not a resolved configuration")
        }
        let base = try ModelConfiguration(directory: model)
        settings = try settings.sized(for: base).scheduled(steps: steps)
        try checkFit(base, settings)
        switch settings.algorithm {
        case .grpo: return try groupRun.resume(settings, in: folder)
        case .ppo: return try valueRun.resume(settings, in: folder)
        }
    }

    private func checkFit(_ base: ModelConfiguration, _ settings: ReinforcementConfiguration) throws {
        if let adapter = settings.adapter { try adapter.check(for: base) }
        try check(base)
    }

    private var groupRun: ReinforcementRun<GRPOObjective> {
        ReinforcementRun(kind: "GRPO", command: "grpo", training: self, head: { _ in nil }) { settings, _ in
            GRPOObjective(
                policy: settings.policyLoss, normalization: settings.loss.normalization(longest: settings.maxTokens!),
                klCoefficient: settings.klCoefficient!, limits: settings.limits)
        }
    }

    private var valueRun: ReinforcementRun<PPOObjective> {
        ReinforcementRun(
            kind: "PPO", command: "ppo", training: self,
            // At 0, nothing is expected.
            head: { ScalarHead(hiddenSize: $0.hiddenSize, name: "value", hasBias: true) }
        ) { settings, head in
            PPOObjective(
                head: head!, policy: settings.policyLoss, value: ClippedValueLoss(range: settings.valueClip),
                valueCoefficient: settings.valueCoefficient, limits: settings.limits)
        }
    }
}
