public import Foundation
public import Tensors
import Transformer

/// A run on preferences from its settings to its finished policy or reward model, in a run folder.
///
/// ```swift
/// var settings = PreferenceConfiguration()
/// settings.loss = .ipo
/// let summary = try PreferenceTraining(model: modelFolder, data: data).start(settings, in: runFolder)
/// ```
public struct PreferenceTraining {
    /// The directory of the model to begin with, which is also the reference.
    public var model: URL
    /// What is read.
    public var data: PreferenceData
    /// Where the arithmetic happens.
    public var device: CPUDevice
    /// Who lets the model write samples; nil: nobody.
    public var textWriter: (any TextWriter)?
    /// The wish to stop.
    public var stop: StopSignal
    /// Who is told what happens.
    public var observe: (TrainingEvent) -> Void

    public init(
        model: URL, data: PreferenceData, device: CPUDevice = .shared, textWriter: (any TextWriter)? = nil,
        stop: StopSignal = StopSignal(), observe: @escaping (TrainingEvent) -> Void = { _ in }
    ) {
        self.model = model
        self.data = data
        self.device = device
        self.textWriter = textWriter
        self.stop = stop
        self.observe = observe
    }

    /// The settings with everything worked out that they leave open, but for the steps that fill a time in minutes, which
    /// only a measurement can tell.
    ///
    /// - Throws: ``ConfigurationError``, ``PreferenceError`` where the data cannot be trained on, and the errors of reading
    ///   the model's configuration.
    public func resolve(_ settings: PreferenceConfiguration) throws -> PreferenceConfiguration {
        let base = try ModelConfiguration(directory: model)
        var settings = try settings.sized(for: base)
        try data.check(settings, base)
        settings.precision = settings.arithmetic == .bfloat16 ? .bf16 : .fp32
        if settings.minutes != nil { return settings }
        let loader = PreferenceLoader(examples: data.train, batchSize: settings.batchSize, seed: settings.seed)
        return try settings.scheduled(steps: settings.steps ?? loader.steps(epochs: settings.epochs))
    }

    /// Trains the model.
    ///
    /// - Parameters:
    ///   - settings: the settings; what they leave open is worked out, and recorded in `run.yaml`.
    ///   - url: the run folder, which must hold no run yet.
    /// - Throws: ``ConfigurationError``, ``PreferenceError``, ``RunFolderError``, ``TrainingError``, and the errors of
    ///   files.
    public func start(_ settings: PreferenceConfiguration, in url: URL) throws -> TrainingSummary {
        let settings = try resolve(settings)
        if settings.loss == .reward { return try rewardRun.start(settings, in: url) }
        return try policyRun.start(settings, in: url)
    }

    /// Continues a run from its newest good checkpoint, or from its start where it has none.
    ///
    /// - Parameters:
    ///   - url: the run folder.
    ///   - change: makes the changes that are wanted; a setting that decides the weights must stay as it was.
    /// - Throws: as ``start(_:in:)`` does.
    public func resume(
        in url: URL, changing change: (inout PreferenceConfiguration) throws -> Void = { _ in }
    ) throws -> TrainingSummary {
        let folder = try RunFolder(resuming: url)
        let recorded = try folder.configuration(PreferenceConfiguration.self)
        var settings = recorded
        try change(&settings)
        // Both were resolved when the run began: asking for the same again is no change.
        if settings.precision == .auto { settings.precision = recorded.precision }
        settings.minutes = nil
        try settings.checkResumable(from: recorded)
        guard let steps = settings.steps, settings.warmupSteps != nil, settings.sequenceLength != nil else {
            throw RunFolderError.damaged(file: folder.configurationFile.path, reason: "is not a resolved configuration")
        }
        let base = try ModelConfiguration(directory: model)
        settings = try settings.sized(for: base).scheduled(steps: steps)
        try data.check(settings, base)
        if settings.loss == .reward { return try rewardRun.resume(settings, in: folder) }
        return try policyRun.resume(settings, in: folder)
    }

    private var policyRun: PreferenceRun<PreferenceObjective> {
        PreferenceRun(kind: "Preferences", command: "dpo", training: self) { settings, _ in
            PreferenceObjective(loss: settings.policyLoss!, limits: settings.limits)
        }
    }

    private var rewardRun: PreferenceRun<RewardObjective> {
        PreferenceRun(kind: "Reward model", command: "reward", training: self) { settings, model in
            // At 0, every pair is as likely as its opposite.
            RewardObjective(
                head: ScalarHead(hiddenSize: model.hiddenSize), loss: RewardLoss(centring: settings.centring),
                limits: settings.limits)
        }
    }
}
