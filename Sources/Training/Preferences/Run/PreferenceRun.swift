import Foundation
import Tensors
import Transformer

/// A run on preferences with one kind of objective: makes its parts, and carries it out.
struct PreferenceRun<Goal: Objective> where Goal.Batch == PreferenceBatch {
    /// What the run does, for the report's title.
    let kind: String
    /// The command that resumes it.
    let command: String
    let training: PreferenceTraining
    /// A fresh objective for the settings.
    let makeObjective: (PreferenceConfiguration, ModelConfiguration) -> Goal

    private var data: PreferenceData { training.data }
    private var observe: (TrainingEvent) -> Void { training.observe }

    /// - Parameter settings: resolved, but for steps that minutes decide.
    func start(_ settings: PreferenceConfiguration, in url: URL) throws -> TrainingSummary {
        var settings = settings
        var model = try loadModel(settings)
        if let writer = training.textWriter, settings.sampleEvery != 0 {
            _ = try writer.write(model, prompt: settings.samplePrompt, tokens: 1, seed: settings.seed)
        }
        let folder = try RunFolder(creating: url)
        observe(.note(describe(model, settings)))
        let references = try self.references(settings, base: { model }, folder)
        if let minutes = settings.minutes {
            let calibration = Calibration(minutes: minutes, evaluateEvery: settings.evaluateEvery)
            let (steps, evaluateEvery) = try calibration.plan(
                for: makeTrainer(model, references, settings), heldOut: heldOut(references, settings))
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
                "The settings of this run on preferences, with everything resolved.",
                "Resume it with: martlet train \(command) --resume --output FOLDER",
            ])
        return try finish(makeTrainer(model, references, settings), references, settings, folder)
    }

    func resume(_ settings: PreferenceConfiguration, in folder: RunFolder) throws -> TrainingSummary {
        let store = CheckpointStore(folder: folder.checkpointsFolder, keep: settings.keepCheckpoints)
        let (checkpoint, rejected) = store.newest()
        for damaged in rejected { observe(.note("passed over \(damaged.url.path): \(damaged.reason)")) }
        let references: References
        let trainer: Trainer<Goal, PreferenceLoader>
        if let checkpoint {
            let saved = TrainingCheckpoint(folder: checkpoint.url)
            let model: CausalLM
            if settings.lora {
                model = try saved.loadAdapter(onto: loadBase(settings))
                references = try self.references(settings, base: { model }, folder)
            } else {
                references = try self.references(settings, base: { try loadBase(settings) }, folder)
                model = try saved.loadModel(
                    expecting: adjusted(ModelConfiguration(directory: training.model), settings))
            }
            trainer = makeTrainer(model, references, settings)
            try saved.restore(trainer, from: checkpoint.state, material: material(of: model))
            observe(.note("resumed after step \(checkpoint.step) of \(settings.steps!)"))
        } else {
            let model = try loadModel(settings)
            references = try self.references(settings, base: { model }, folder)
            trainer = makeTrainer(model, references, settings)
            observe(.note("no checkpoint yet: beginning again"))
        }
        store.clean(after: trainer.stepsTaken)
        return try finish(trainer, references, settings, folder)
    }

    private func finish(
        _ trainer: Trainer<Goal, PreferenceLoader>, _ references: References, _ settings: PreferenceConfiguration,
        _ folder: RunFolder
    ) throws -> TrainingSummary {
        observe(.begin(steps: settings.steps!))
        let run = TrainingRun(
            kind: kind, trainer: trainer, settings: settings, material: material(of: trainer.model),
            heldOut: heldOut(references, settings), sequenceLength: settings.sequenceLength!, folder: folder,
            device: training.device, textWriter: training.textWriter, stop: training.stop, observe: observe)
        return try run.carryOut()
    }

    // MARK: The reference

    /// What the reference says of the data; nil where the loss has none.
    private struct References {
        var train: [TextPair<Double>]?
        var heldOut: [TextPair<Double>]?
    }

    /// - Parameter base: gives the model to begin with; an adapter that lies over it takes no part.
    private func references(
        _ settings: PreferenceConfiguration, base: () throws -> CausalLM, _ folder: RunFolder
    ) throws -> References {
        guard let loss = settings.policyLoss, loss.usesReference else { return References() }
        let base = try base()
        let examples = data.train + heldOutExamples(settings)
        let key = try ReferenceScores.key(
            model: base, fingerprint: data.fingerprint, precision: settings.arithmetic)
        let file = folder.url.appending(path: "reference.json")
        let scores: ReferenceScores
        if let known = ReferenceScores(file: file, key: key, count: examples.count) {
            scores = known
        } else {
            let count = FigureFormat.grouped(examples.count)
            observe(.note("asking the reference model about \(count) preferences"))
            var tenth = 0
            scores = try base.withAdaptersDisabled {
                try ReferenceScores.compute(
                    examples, model: base, together: settings.microBatchSize!, device: training.device,
                    precision: settings.arithmetic
                ) { done in
                    if training.stop.isRequested { throw PreferenceError.stoppedBeforeTraining }
                    guard done * 10 / examples.count > tenth else { return }
                    tenth = done * 10 / examples.count
                    observe(.note("reference: \(FigureFormat.grouped(done)) of \(count)"))
                }
            }
            try scores.save(to: file, key: key)
        }
        return References(
            train: Array(scores.scores[..<data.train.count]), heldOut: Array(scores.scores[data.train.count...]))
    }

    // MARK: Parts

    private func heldOutExamples(_ settings: PreferenceConfiguration) -> [PreferenceExample] {
        settings.evaluationExamples == 0
            ? data.heldOut : Array(data.heldOut.prefix(settings.evaluationExamples))
    }

    private func heldOut(_ references: References, _ settings: PreferenceConfiguration) -> [PreferenceBatch]? {
        let examples = heldOutExamples(settings)
        guard !examples.isEmpty else { return nil }
        return loader(examples, references.heldOut, settings).batches()
    }

    private func loader(
        _ examples: [PreferenceExample], _ references: [TextPair<Double>]?, _ settings: PreferenceConfiguration
    ) -> PreferenceLoader {
        PreferenceLoader(
            examples: examples, references: references, batchSize: settings.batchSize,
            microBatchSize: settings.microBatchSize!, seed: settings.seed)
    }

    private func makeTrainer(
        _ model: CausalLM, _ references: References, _ settings: PreferenceConfiguration
    ) -> Trainer<Goal, PreferenceLoader> {
        let objective = makeObjective(settings, model.configuration)
        let optimizer = AdamW(
            parameters: model.trainableParameters + objective.parameters, settings: settings.optimizer,
            device: training.device)
        return Trainer(
            model: model, objective: objective, source: loader(data.train, references.train, settings),
            optimizer: optimizer, schedule: settings.learningRateSchedule, gradientClip: settings.gradientClip,
            device: training.device, precision: settings.arithmetic, seed: settings.seed)
    }

    private func adjusted(
        _ configuration: ModelConfiguration, _ settings: PreferenceConfiguration
    ) -> ModelConfiguration {
        var configuration = configuration
        configuration.maximumPositions = max(configuration.maximumPositions, settings.sequenceLength!)
        configuration.endOfTextTokens =
            data.endTokens + configuration.endOfTextTokens.filter { !data.endTokens.contains($0) }
        return configuration
    }

    private func loadBase(_ settings: PreferenceConfiguration) throws -> CausalLM {
        try CausalLM(directory: training.model) { $0 = adjusted($0, settings) }
    }

    /// The base, with a fresh adapter where one is trained.
    private func loadModel(_ settings: PreferenceConfiguration) throws -> CausalLM {
        let base = try loadBase(settings)
        if let adapter = settings.adapter { try base.attach(LoRAAdapter(adapter, for: base, seed: settings.seed)) }
        return base
    }

    private func material(of model: CausalLM) -> RunMaterial { data.material.standing(on: model, at: training.model) }

    private func describe(_ model: CausalLM, _ settings: PreferenceConfiguration) -> String {
        let answers = data.train.reduce(0) { $0 + $1.texts.reduce(0) { $0 + $1.isTrained.count { $0 } } }
        let all = data.train.reduce(0) { $0 + $1.texts.reduce(0) { $0 + $1.tokens.count } }
        return "\(model.parameterPhrase); "
            + "\(FigureFormat.grouped(data.train.count)) preferences, \(FigureFormat.grouped(data.heldOut.count)) held "
            + "out; \(FigureFormat.fixed(100 * Double(answers) / Double(max(all, 1)), 1))% of "
            + "\(FigureFormat.count(Double(all))) tokens are answers; \(settings.batchSize) a step, "
            + settings.precision.rawValue
    }
}
