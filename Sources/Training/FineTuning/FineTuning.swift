public import Foundation
import Foundations
public import Tensors
import Transformer

/// A fine-tuning run from its settings to its finished model, in a run folder.
///
/// ```swift
/// var settings = FineTuneConfiguration()
/// settings.minutes = 5
/// let summary = try FineTuning(model: modelFolder, data: data).start(settings, in: runFolder)
/// ```
public struct FineTuning {
    /// The directory of the model to begin with.
    public var model: URL
    /// What is read.
    public var data: FineTuneData
    /// Where the arithmetic happens.
    public var device: CPUDevice
    /// Who lets the model write samples; nil: nobody.
    public var textWriter: (any TextWriter)?
    /// The wish to stop.
    public var stop: StopSignal
    /// Who is told what happens.
    public var observe: (TrainingEvent) -> Void

    public init(
        model: URL, data: FineTuneData, device: CPUDevice = .shared, textWriter: (any TextWriter)? = nil,
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
    /// - Throws: ``ConfigurationError``, ``FineTuneError`` where the data cannot be trained on, and the errors of reading
    ///   the model's configuration.
    public func resolve(_ settings: FineTuneConfiguration) throws -> FineTuneConfiguration {
        let base = try ModelConfiguration(directory: model)
        var settings = try settings.sized(for: base)
        try check(settings, base)
        settings.precision = settings.arithmetic == .bfloat16 ? .bf16 : .fp32
        if settings.minutes != nil { return settings }
        return try settings.scheduled(steps: settings.steps ?? makeLoader(settings).steps(epochs: settings.epochs))
    }

    /// Fine-tunes the model.
    ///
    /// - Parameters:
    ///   - settings: the settings; what they leave open is worked out, and recorded in `run.yaml`.
    ///   - url: the run folder, which must hold no run yet.
    /// - Throws: ``ConfigurationError``, ``FineTuneError``, ``RunFolderError``, ``TrainingError``, and the errors of
    ///   files.
    public func start(_ settings: FineTuneConfiguration, in url: URL) throws -> TrainingSummary {
        // What can be refused is refused before the folder is made.
        var settings = try resolve(settings)
        var model = try loadModel(settings)
        try checkSample(of: model, settings)
        let loader = makeLoader(settings)
        let heldOut = makeHeldOut(settings)
        let folder = try RunFolder(creating: url)
        observe(.note(describe(model, settings)))
        if let minutes = settings.minutes {
            let calibration = Calibration(minutes: minutes, evaluateEvery: settings.evaluateEvery)
            let (steps, evaluateEvery) = try calibration.plan(
                for: makeTrainer(model, loader, settings), heldOut: heldOut)
            settings.evaluateEvery = evaluateEvery
            settings = try settings.scheduled(steps: steps)
            observe(.note("\(FigureFormat.significant(minutes)) minutes are about \(steps) steps on this machine"))
            // The measurement has moved the weights: training begins with those of the base.
            model = try loadModel(settings)
        }
        settings.output = nil
        try folder.write(
            settings,
            heading: [
                "The settings of this fine-tuning run, with everything resolved.",
                "Resume it with: martlet train sft --resume --output FOLDER",
            ])
        return try finish(makeTrainer(model, loader, settings), settings, heldOut, folder)
    }

    /// Continues a run from its newest good checkpoint, or from its start where it has none.
    ///
    /// - Parameters:
    ///   - url: the run folder.
    ///   - change: makes the changes that are wanted; a setting that decides the weights must stay as it was.
    /// - Throws: as ``start(_:in:)`` does.
    public func resume(
        in url: URL, changing change: (inout FineTuneConfiguration) throws -> Void = { _ in }
    ) throws -> TrainingSummary {
        let folder = try RunFolder(resuming: url)
        let recorded = try folder.configuration(FineTuneConfiguration.self)
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
        try check(settings, base)
        let loader = makeLoader(settings)
        let store = CheckpointStore(folder: folder.checkpointsFolder, keep: settings.keepCheckpoints)
        let (checkpoint, rejected) = store.newest()
        for damaged in rejected { observe(.note("passed over \(damaged.url.path): \(damaged.reason)")) }
        let trainer: Trainer<NextTokenObjective, FineTuneLoader>
        if let checkpoint {
            let saved = TrainingCheckpoint(folder: checkpoint.url)
            let model =
                settings.lora
                ? try saved.loadAdapter(onto: loadBase(settings))
                : try saved.loadModel(expecting: adjusted(base, settings))
            trainer = makeTrainer(model, loader, settings)
            try saved.restore(trainer, from: checkpoint.state, material: material(of: trainer.model))
            observe(.note("resumed after step \(checkpoint.step) of \(steps)"))
        } else {
            trainer = makeTrainer(try loadModel(settings), loader, settings)
            observe(.note("no checkpoint yet: beginning again"))
        }
        store.clean(after: trainer.stepsTaken)
        return try finish(trainer, settings, makeHeldOut(settings), folder)
    }

    private func finish(
        _ trainer: Trainer<NextTokenObjective, FineTuneLoader>, _ settings: FineTuneConfiguration,
        _ heldOut: [TokenBatch]?, _ folder: RunFolder
    ) throws -> TrainingSummary {
        observe(.begin(steps: settings.steps!))
        let run = TrainingRun(
            kind: "Fine-tuning", trainer: trainer, settings: settings, material: material(of: trainer.model),
            heldOut: heldOut,
            sequenceLength: settings.sequenceLength!, folder: folder, device: device, textWriter: textWriter,
            stop: stop, observe: observe)
        return try run.carryOut()
    }

    /// Finds out before anything is made that the data cannot be trained on.
    private func check(_ settings: FineTuneConfiguration, _ base: ModelConfiguration) throws {
        if let adapter = settings.adapter { try adapter.check(for: base) }
        guard !data.train.isEmpty else { throw FineTuneError.noExamples(data: data.name) }
        if data.longest > settings.sequenceLength! {
            throw FineTuneError.exampleTooLong(
                positions: data.longest, sequenceLength: settings.sequenceLength!, data: data.name)
        }
        for example in data.train + data.heldOut {
            if let token = example.tokens.first(where: { $0 < 0 || Int($0) >= base.vocabularySize }) {
                throw ModelError.tokenOutsideVocabulary(token: token, vocabularySize: base.vocabularySize)
            }
        }
    }

    /// Writes one token of a sample, so that a prompt that cannot be continued is known before anything is made.
    private func checkSample(of model: CausalLM, _ settings: FineTuneConfiguration) throws {
        guard let textWriter, settings.sampleEvery != 0 else { return }
        _ = try textWriter.write(model, prompt: settings.samplePrompt, tokens: 1, seed: settings.seed)
    }

    private func adjusted(
        _ configuration: ModelConfiguration, _ settings: FineTuneConfiguration
    ) -> ModelConfiguration {
        var configuration = configuration
        configuration.maximumPositions = max(configuration.maximumPositions, settings.sequenceLength!)
        configuration.endOfTextTokens =
            data.endTokens + configuration.endOfTextTokens.filter { !data.endTokens.contains($0) }
        return configuration
    }

    private func loadBase(_ settings: FineTuneConfiguration) throws -> CausalLM {
        try CausalLM(directory: model) { $0 = adjusted($0, settings) }
    }

    /// The base, with a fresh adapter where one is trained.
    private func loadModel(_ settings: FineTuneConfiguration) throws -> CausalLM {
        let base = try loadBase(settings)
        if let adapter = settings.adapter { try base.attach(LoRAAdapter(adapter, for: base, seed: settings.seed)) }
        return base
    }

    /// What goes with the finished model; of an adapter also what it stands on.
    private func material(of model: CausalLM) -> RunMaterial {
        data.material.standing(on: model, at: self.model)
    }

    private func makeLoader(_ settings: FineTuneConfiguration) -> FineTuneLoader {
        loader(data.train, settings)
    }

    private func makeHeldOut(_ settings: FineTuneConfiguration) -> [TokenBatch]? {
        var examples: [FineTuneExample] = []
        var tokens = 0
        for example in data.heldOut {
            tokens += example.positionCount
            if settings.evaluationTokens > 0 && tokens > settings.evaluationTokens && !examples.isEmpty { break }
            examples.append(example)
        }
        return examples.isEmpty ? nil : loader(examples, settings).batches()
    }

    private func loader(_ examples: [FineTuneExample], _ settings: FineTuneConfiguration) -> FineTuneLoader {
        FineTuneLoader(
            examples: examples, sequenceLength: settings.sequenceLength!, batchSize: settings.batchSize!,
            microBatchSize: settings.microBatchSize!, isPacking: settings.packing, seed: settings.seed)
    }

    private func makeTrainer(
        _ model: CausalLM, _ loader: FineTuneLoader, _ settings: FineTuneConfiguration
    ) -> Trainer<NextTokenObjective, FineTuneLoader> {
        Trainer(
            model: model, objective: NextTokenObjective(), source: loader,
            optimizer: AdamW(parameters: model.trainableParameters, settings: settings.optimizer, device: device),
            schedule: settings.learningRateSchedule, gradientClip: settings.gradientClip, device: device,
            precision: settings.arithmetic, seed: settings.seed)
    }

    private func describe(_ model: CausalLM, _ settings: FineTuneConfiguration) -> String {
        let trained = data.train.reduce(0) { $0 + $1.isTrained.count { $0 } }
        let all = data.train.reduce(0) { $0 + $1.tokens.count }
        return "\(model.parameterPhrase); "
            + "\(FigureFormat.grouped(data.train.count)) transcripts, \(FigureFormat.grouped(data.heldOut.count)) held out; "
            + "\(FigureFormat.fixed(100 * Double(trained) / Double(max(all, 1)), 1))% of "
            + "\(FigureFormat.count(Double(all))) tokens carry loss; \(settings.batchSize!) x \(settings.sequenceLength!) "
            + "tokens a step, \(settings.precision.rawValue)"
    }
}
