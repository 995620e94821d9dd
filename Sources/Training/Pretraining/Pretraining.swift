public import Foundation
import Foundations
public import Tensors
import Transformer

/// A pretraining run from its settings to its finished model, in a run folder.
///
/// ```swift
/// var settings = PretrainConfiguration()
/// settings.depth = 4
/// settings.minutes = 5
/// let data = try PretrainData(corpus: corpusFolder)
/// let summary = try Pretraining(data: data).start(settings, in: runFolder)
/// ```
public struct Pretraining {
    /// What is read.
    public var data: PretrainData
    /// Where the arithmetic happens.
    public var device: CPUDevice
    /// Who lets the model write samples; nil: nobody.
    public var textWriter: (any TextWriter)?
    /// The wish to stop.
    public var stop: StopSignal
    /// Who is told what happens.
    public var observe: (TrainingEvent) -> Void

    public init(
        data: PretrainData, device: CPUDevice = .shared, textWriter: (any TextWriter)? = nil,
        stop: StopSignal = StopSignal(), observe: @escaping (TrainingEvent) -> Void = { _ in }
    ) {
        self.data = data
        self.device = device
        self.textWriter = textWriter
        self.stop = stop
        self.observe = observe
    }

    /// The settings with everything worked out that they leave open, but for the steps that fill a time in
    /// minutes, which only a measurement can tell.
    ///
    /// - Throws: ``ConfigurationError``.
    public func resolve(_ settings: PretrainConfiguration) throws(ConfigurationError) -> PretrainConfiguration {
        var settings = try settings.sized()
        settings.precision = settings.arithmetic == .bfloat16 ? .bf16 : .fp32
        if settings.minutes != nil { return settings }
        let parameters = settings.parameterCount(vocabularySize: data.vocabularySize)
        return try settings.scheduled(steps: settings.steps ?? settings.horizonSteps(parameterCount: parameters))
    }

    /// Trains a new model.
    ///
    /// - Parameters:
    ///   - settings: the settings; what they leave open is worked out, and recorded in `run.yaml`.
    ///   - url: the run folder, which must hold no run yet.
    /// - Throws: ``ConfigurationError``, ``DataError``, ``RunFolderError``, ``TrainingError``, and the errors of files.
    public func start(_ settings: PretrainConfiguration, in url: URL) throws -> TrainingSummary {
        var settings = try resolve(settings)
        let data = try data.holdingOutTail(settings.heldOutTail)
        let modelConfiguration = settings.model(for: data)
        var model = try CausalLM(configuration: modelConfiguration, seed: settings.seed)
        // What can be refused is refused before the folder is made.
        let loader = try makeLoader(data, settings)
        let heldOut = try makeHeldOut(data, settings)
        try checkSample(of: model, settings)
        let folder = try RunFolder(creating: url)
        observe(.note(describe(model, settings)))
        if let minutes = settings.minutes {
            let calibration = Calibration(minutes: minutes, evaluateEvery: settings.evaluateEvery)
            let (steps, evaluateEvery) = try calibration.plan(
                for: makeTrainer(model, loader, settings), heldOut: heldOut)
            settings.evaluateEvery = evaluateEvery
            settings = try settings.scheduled(steps: steps)
            observe(.note("\(FigureFormat.significant(minutes)) minutes are about \(steps) steps on this machine"))
            // The measurement has moved the weights: training begins with fresh ones.
            model = try CausalLM(configuration: modelConfiguration, seed: settings.seed)
        }
        settings.output = nil
        try folder.write(
            settings,
            heading: [
                "The settings of this training run, with everything resolved.",
                "Resume it with: martlet train pretrain --resume --output FOLDER",
            ])
        let trainer = makeTrainer(model, loader, settings)
        return try finish(trainer, settings, heldOut, folder)
    }

    /// Continues a run from its newest good checkpoint, or from its start where it has none.
    ///
    /// - Parameters:
    ///   - url: the run folder.
    ///   - change: makes the changes that are wanted; a setting that decides the weights must stay as it was.
    /// - Throws: as ``start(_:in:)`` does.
    public func resume(
        in url: URL, changing change: (inout PretrainConfiguration) throws -> Void = { _ in }
    ) throws -> TrainingSummary {
        let folder = try RunFolder(resuming: url)
        let recorded = try folder.configuration(PretrainConfiguration.self)
        var settings = recorded
        try change(&settings)
        // Both were resolved when the run began: asking for the same again is no change.
        if settings.precision == .auto { settings.precision = recorded.precision }
        settings.minutes = nil
        try settings.checkResumable(from: recorded)
        guard let steps = settings.steps, settings.warmupSteps != nil else {
            throw RunFolderError.damaged(file: folder.configurationFile.path, reason: "is not a resolved configuration")
        }
        settings = try settings.sized().scheduled(steps: steps)
        let data = try data.holdingOutTail(settings.heldOutTail)
        let loader = try makeLoader(data, settings)
        let heldOut = try makeHeldOut(data, settings)
        let store = CheckpointStore(folder: folder.checkpointsFolder, keep: settings.keepCheckpoints)
        let (checkpoint, rejected) = store.newest()
        for damaged in rejected { observe(.note("passed over \(damaged.url.path): \(damaged.reason)")) }
        let trainer: Trainer<NextTokenObjective, DataLoader>
        if let checkpoint {
            let saved = TrainingCheckpoint(folder: checkpoint.url)
            let model = try saved.loadModel(expecting: settings.model(for: data))
            trainer = makeTrainer(model, loader, settings)
            try saved.restore(trainer, from: checkpoint.state, material: data.material)
            observe(.note("resumed after step \(checkpoint.step) of \(steps)"))
        } else {
            let model = try CausalLM(configuration: settings.model(for: data), seed: settings.seed)
            trainer = makeTrainer(model, loader, settings)
            observe(.note("no checkpoint yet: beginning again"))
        }
        store.clean(after: trainer.stepsTaken)
        return try finish(trainer, settings, heldOut, folder)
    }

    private func finish(
        _ trainer: Trainer<NextTokenObjective, DataLoader>, _ settings: PretrainConfiguration,
        _ heldOut: HeldOutBatches?, _ folder: RunFolder
    ) throws -> TrainingSummary {
        observe(.begin(steps: settings.steps!))
        let run = TrainingRun(
            kind: "Pretraining", trainer: trainer, settings: settings, material: data.material, heldOut: heldOut,
            sequenceLength: settings.sequenceLength, folder: folder, device: device, textWriter: textWriter, stop: stop,
            observe: observe)
        return try run.carryOut()
    }

    private func makeLoader(_ data: PretrainData, _ settings: PretrainConfiguration) throws(DataError) -> DataLoader {
        let order = try WindowOrder(
            tokenCount: data.train.tokenCount, sequenceLength: settings.sequenceLength, sampling: settings.sampling,
            seed: settings.seed)
        return DataLoader(
            source: data.train, order: order, batchSize: settings.batchSize!,
            microBatchSize: settings.microBatchSize!)
    }

    private func makeHeldOut(_ data: PretrainData, _ settings: PretrainConfiguration) throws(DataError)
        -> HeldOutBatches?
    {
        // Fewer than two tokens leave nothing to predict.
        guard let heldOut = data.heldOut, heldOut.tokenCount > 1 else { return nil }
        let windows = try HeldOutWindows(
            tokenCount: heldOut.tokenCount, sequenceLength: settings.sequenceLength, limit: settings.evaluationTokens)
        return HeldOutBatches(source: heldOut, windows: windows, sequencesPerBatch: settings.microBatchSize!)
    }

    /// Finds out before the training, not in the middle of it, that a prompt cannot be continued.
    private func checkSample(of model: CausalLM, _ settings: PretrainConfiguration) throws {
        guard let textWriter, settings.sampleEvery != 0 else { return }
        _ = try textWriter.write(model, prompt: settings.samplePrompt, tokens: 1, seed: settings.seed)
    }

    private func makeTrainer(_ model: CausalLM, _ loader: DataLoader, _ settings: PretrainConfiguration)
        -> Trainer<NextTokenObjective, DataLoader>
    {
        let optimizer = AdamW(parameters: model.parameters, settings: settings.optimizer, device: device)
        return Trainer(
            model: model, objective: NextTokenObjective(), source: loader, optimizer: optimizer,
            schedule: settings.learningRateSchedule, gradientClip: settings.gradientClip, device: device,
            precision: settings.arithmetic)
    }

    private func describe(_ model: CausalLM, _ settings: PretrainConfiguration) -> String {
        let configuration = model.configuration
        return "\(FigureFormat.count(Double(model.parameterCount))) parameters: \(configuration.layerCount) layers, "
            + "\(configuration.hiddenSize) wide, \(configuration.attentionHeadCount) heads "
            + "(\(configuration.keyValueHeadCount) for keys and values), feed-forward "
            + "\(configuration.intermediateSize), vocabulary \(configuration.vocabularySize); "
            + "\(settings.batchSize!) x \(settings.sequenceLength) tokens a step, \(settings.precision.rawValue)"
    }
}
