import AgentTraining
import ArgumentParser
import Foundation
import Tensors
import Training
import Transformer

/// What `train grpo` and `train ppo` have in common: a run begun or gone on with.
struct ReinforcementCommandRun {
    /// How the policy learns; also the command's name.
    let algorithm: PolicyAlgorithm
    /// A YAML file of settings.
    let config: String?
    /// The settings of the command line.
    let given: [(name: String, text: String?)]
    let dryRun: Bool

    private var command: String { "martlet train \(algorithm.rawValue)" }

    /// Refuses flags whose values are none.
    func validate() throws {
        var settings = ReinforcementConfiguration()
        do {
            try apply(to: &settings)
            try settings.checkRanges()
        } catch { throw ValidationError("\(error)") }
    }

    /// Begins a run; nil where its settings are shown alone.
    func start() throws -> TrainingSummary? {
        var settings = ReinforcementConfiguration()
        try override(&settings)
        let material = try ReinforcementMaterial(settings)
        // Resuming from another folder must find them.
        settings.model = material.model.path
        settings.prompts = settings.prompts.map { URL(filePath: $0).standardizedFileURL.path }
        settings.chatTemplate = settings.chatTemplate.map { URL(filePath: $0).standardizedFileURL.path }
        settings.reward = material.reward
        let training = training(material, settings)
        if dryRun {
            print(try training.resolve(settings).yaml(), terminator: "")
            return nil
        }
        return try training.start(settings, in: runFolder(settings))
    }

    /// Goes on with the run in the folder --output; nil where its settings are shown alone.
    func resume() throws -> TrainingSummary? {
        var given = ReinforcementConfiguration()
        try override(&given)
        let folder = try runFolder(given)
        guard RunFolder.holdsRun(folder) else { throw RunFolderError.nothingToResume(path: folder.path) }
        var settings = try ReinforcementConfiguration(yaml: folder.appending(path: "run.yaml"))
        try override(&settings)
        if dryRun {
            print(settings.yaml(), terminator: "")
            return nil
        }
        let material = try ReinforcementMaterial(settings)
        return try training(material, settings).resume(in: folder) { recorded in
            try override(&recorded)
            recorded.reward = material.reward
            recorded.output = nil
        }
    }

    /// Runs `body`, and ends with the status of an interruption where it was stopped.
    func carryOut(json: Bool, _ body: () throws -> TrainingSummary?) throws {
        guard let summary = try body() else { return }
        let next = "martlet generate \(summary.folder.path) 'PROMPT' --temperature 0"
        TrainingPrinter(summary: summary, resume: command, next: next).print(json: json)
        if case .interrupted = summary.outcome { throw ExitCode(Interruption.exitStatus) }
    }

    private func apply(to settings: inout ReinforcementConfiguration) throws(ConfigurationError) {
        settings.algorithm = algorithm
        for (name, text) in given {
            guard let text else { continue }
            try settings.set(name, to: text, from: .flag)
        }
    }

    /// Lays the file's settings over `settings`, and the flags over both.
    private func override(_ settings: inout ReinforcementConfiguration) throws {
        if let config { try settings.apply(yaml: URL(filePath: config)) }
        try apply(to: &settings)
    }

    private func runFolder(_ settings: ReinforcementConfiguration) throws(ConfigurationError) -> URL {
        guard let output = settings.output else {
            throw .missing(key: "output", reason: "give --output, the folder of the run")
        }
        return URL(filePath: output).standardizedFileURL
    }

    private func training(
        _ material: ReinforcementMaterial, _ settings: ReinforcementConfiguration
    ) -> Reinforcement {
        let device = CPUDevice(threadCount: settings.threads)
        let display = TrainingDisplay()
        var writer: any TextWriter = SampleWriter(tokenizer: material.tokenizer, device: device)
        if let encoder = material.encoder { writer = ReplyWriter(encoder: encoder, device: device) }
        switch material.subject {
        case .tasks(let practice):
            return Reinforcement(
                model: material.model, practice: practice, device: device, textWriter: writer,
                stop: Interruption.signal
            ) { display.show($0) }
        case .prompts(let data, let terms):
            return Reinforcement(
                model: material.model, data: data, device: device, textWriter: writer, stop: Interruption.signal
            ) {
                display.show($0)
            } makeReward: { settings, configuration in
                try RewardTerm.function(
                    of: terms, vocabularySize: configuration.vocabularySize, device: device,
                    precision: settings.precision == .bf16 ? .bfloat16 : .float32)
            }
        }
    }
}
