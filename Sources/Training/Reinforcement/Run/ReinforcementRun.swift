import Foundation
import Tensors
import Transformer

/// A run of reinforcement learning with one kind of objective: makes its parts, and carries it out.
struct ReinforcementRun<Goal: Objective> where Goal.Batch == RolloutBatch {
    /// What the run does, for the report's title.
    let kind: String
    /// The command that resumes it.
    let command: String
    let training: Reinforcement
    /// A fresh value head, where the objective has one.
    let head: (ModelConfiguration) -> ScalarHead?
    /// A fresh objective for the settings.
    let makeObjective: (ReinforcementConfiguration, ScalarHead?) -> Goal

    private var observe: (TrainingEvent) -> Void { training.observe }

    /// - Parameter settings: resolved, but for steps that minutes decide.
    func start(_ settings: ReinforcementConfiguration, in url: URL) throws -> TrainingSummary {
        var settings = settings
        var model = try loadModel(settings)
        // What can be refused is refused before the folder is made.
        let environment = try training.makeEnvironment(settings, model.configuration)
        if let writer = training.textWriter, settings.sampleEvery != 0 {
            _ = try writer.write(model, prompt: settings.samplePrompt, tokens: 1, seed: settings.seed)
        }
        let reference = try makeReference(settings)
        let folder = try RunFolder(creating: url)
        observe(.note(describe(model, settings)))
        if let minutes = settings.minutes {
            let (steps, evaluateEvery) = try RolloutCalibration(
                minutes: minutes, evaluateEvery: settings.evaluateEvery, updates: settings.plan.updates
            ).plan(for: makeTrainer(model, environment, reference, settings)) { try $0.source.heldOut() }
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
                "The settings of this run of reinforcement learning, with everything resolved.",
                "Resume it with: martlet train \(command) --resume --output FOLDER",
            ])
        return try finish(makeTrainer(model, environment, reference, settings), settings, folder)
    }

    func resume(_ settings: ReinforcementConfiguration, in folder: RunFolder) throws -> TrainingSummary {
        let store = CheckpointStore(folder: folder.checkpointsFolder, keep: settings.keepCheckpoints)
        let (checkpoint, rejected) = store.newest()
        for damaged in rejected { observe(.note("passed over \(damaged.url.path): \(damaged.reason)")) }
        let reference = try makeReference(settings)
        let trainer: Trainer<Goal, RolloutSource>
        if let checkpoint {
            let saved = TrainingCheckpoint(folder: checkpoint.url)
            let model =
                settings.lora
                ? try saved.loadAdapter(onto: loadBase())
                : try saved.loadModel(expecting: adjusted(ModelConfiguration(directory: training.model)))
            let environment = try training.makeEnvironment(settings, model.configuration)
            trainer = makeTrainer(model, environment, reference, settings)
            try saved.restore(trainer, from: checkpoint.state, material: material(of: model))
            observe(.note("resumed after step \(checkpoint.step) of \(settings.steps!)"))
        } else {
            let model = try loadModel(settings)
            let environment = try training.makeEnvironment(settings, model.configuration)
            trainer = makeTrainer(model, environment, reference, settings)
            observe(.note("no checkpoint yet: beginning again"))
        }
        store.clean(after: trainer.stepsTaken)
        return try finish(trainer, settings, folder)
    }

    private func finish(
        _ trainer: Trainer<Goal, RolloutSource>, _ settings: ReinforcementConfiguration, _ folder: RunFolder
    ) throws -> TrainingSummary {
        observe(.begin(steps: settings.steps!))
        var run = TrainingRun(
            kind: kind, trainer: trainer, settings: settings, material: material(of: trainer.model), heldOut: nil,
            sequenceLength: settings.maxTokens!, folder: folder, device: training.device,
            textWriter: training.textWriter, stop: training.stop, observe: observe)
        if trainer.source.environment.hasTrials { run.drawHeldOut = { try trainer.source.heldOut(step: $0) } }
        return try run.carryOut()
    }

    // MARK: Parts

    private func makeTrainer(
        _ model: CausalLM, _ environment: any RolloutEnvironment, _ reference: ReferencePolicy,
        _ settings: ReinforcementConfiguration
    ) -> Trainer<Goal, RolloutSource> {
        let head = head(model.configuration)
        let objective = makeObjective(settings, head)
        let source = RolloutSource(
            environment: environment,
            policy: RolloutPolicy(model: model, device: training.device, precision: settings.arithmetic),
            reference: reference, head: head, estimator: settings.estimator, plan: settings.plan, seed: settings.seed)
        let optimizer = AdamW(
            parameters: model.trainableParameters + objective.parameters, settings: settings.optimizer,
            device: training.device)
        return Trainer(
            model: model, objective: objective, source: source, optimizer: optimizer,
            schedule: settings.learningRateSchedule, gradientClip: settings.gradientClip, device: training.device,
            precision: settings.arithmetic)
    }

    private func makeReference(_ settings: ReinforcementConfiguration) throws -> ReferencePolicy {
        guard settings.reference else { return .none }
        // The base of an adapter is there already.
        return settings.lora ? .withoutAdapter : .model(try loadBase())
    }

    private func adjusted(_ configuration: ModelConfiguration) -> ModelConfiguration {
        var configuration = configuration
        configuration.endOfTextTokens =
            training.endTokens + configuration.endOfTextTokens.filter { !training.endTokens.contains($0) }
        return configuration
    }

    private func loadBase() throws -> CausalLM {
        try CausalLM(directory: training.model) { $0 = adjusted($0) }
    }

    /// The base, with a fresh adapter where one is trained.
    private func loadModel(_ settings: ReinforcementConfiguration) throws -> CausalLM {
        let base = try loadBase()
        if let adapter = settings.adapter { try base.attach(LoRAAdapter(adapter, for: base, seed: settings.seed)) }
        return base
    }

    /// What goes with the finished model; of an adapter also what it stands on.
    private func material(of model: CausalLM) -> RunMaterial {
        training.material.standing(on: model, at: training.model)
    }

    private func describe(_ model: CausalLM, _ settings: ReinforcementConfiguration) -> String {
        "\(model.parameterPhrase); "
            + "\(FigureFormat.grouped(training.taskCount)) prompts; an iteration is \(settings.promptsPerIteration) of them, "
            + "\(settings.groupSize!) answers each, \(settings.plan.updates) "
            + "\(settings.plan.updates == 1 ? "step" : "steps"), \(settings.precision.rawValue)"
    }
}
