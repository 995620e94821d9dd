import ArgumentParser
import Foundation
import Tensors
import Training

/// What `train dpo` and `train reward` have in common: a run on preferences begun or gone on with.
struct PreferenceCommandRun {
    /// The command, for messages: "martlet train dpo".
    let command: String
    /// A YAML file of settings.
    let config: String?
    /// The settings of the command line.
    let given: [(name: String, text: String?)]
    /// The loss that the command stands for; nil: as the settings say.
    let loss: PreferenceLossKind?
    let dryRun: Bool

    /// Refuses flags whose values are none.
    func validate() throws {
        var settings = PreferenceConfiguration()
        do { try apply(to: &settings) } catch { throw ValidationError("\(error)") }
        if loss == nil, settings.loss == .reward {
            throw ValidationError("--loss reward: a reward model is trained with martlet train reward")
        }
    }

    /// Begins a run; nil where its settings are shown alone.
    func start() throws -> TrainingSummary? {
        var settings = PreferenceConfiguration()
        try override(&settings)
        let material = try PreferenceMaterial(settings)
        // Resuming from another folder must find them.
        settings.model = material.model.path
        settings.data = settings.data.map { URL(filePath: $0).standardizedFileURL.path }
        settings.chatTemplate = settings.chatTemplate.map { URL(filePath: $0).standardizedFileURL.path }
        let training = try training(material, settings)
        if dryRun {
            print(try training.resolve(settings).yaml(), terminator: "")
            return nil
        }
        return try training.start(settings, in: runFolder(settings))
    }

    /// Goes on with the run in the folder --output; nil where its settings are shown alone.
    func resume() throws -> TrainingSummary? {
        var given = PreferenceConfiguration()
        try override(&given)
        let folder = try runFolder(given)
        guard RunFolder.holdsRun(folder) else { throw RunFolderError.nothingToResume(path: folder.path) }
        var settings = try PreferenceConfiguration(yaml: folder.appending(path: "run.yaml"))
        try override(&settings)
        if dryRun {
            print(settings.yaml(), terminator: "")
            return nil
        }
        let material = try PreferenceMaterial(settings)
        return try training(material, settings).resume(in: folder) { recorded in
            try override(&recorded)
            recorded.output = nil
        }
    }

    /// Runs `body`, and ends with the status of an interruption where it was stopped.
    func carryOut(json: Bool, next: (TrainingSummary) -> String, _ body: () throws -> TrainingSummary?) throws {
        let summary: TrainingSummary?
        do {
            summary = try body()
        } catch PreferenceError.stoppedBeforeTraining {
            StatusLine.note("\(PreferenceError.stoppedBeforeTraining)")
            throw ExitCode(Interruption.exitStatus)
        }
        guard let summary else { return }
        TrainingPrinter(summary: summary, resume: command, next: next(summary)).print(json: json)
        if case .interrupted = summary.outcome { throw ExitCode(Interruption.exitStatus) }
    }

    private func apply(to settings: inout PreferenceConfiguration) throws(ConfigurationError) {
        for (name, text) in given {
            guard let text else { continue }
            try settings.set(name, to: text, from: .flag)
        }
    }

    /// Lays the file's settings over `settings`, and the flags over both.
    private func override(_ settings: inout PreferenceConfiguration) throws {
        if let config { try settings.apply(yaml: URL(filePath: config)) }
        try apply(to: &settings)
        if let loss { settings.loss = loss }
    }

    private func runFolder(_ settings: PreferenceConfiguration) throws(ConfigurationError) -> URL {
        guard let output = settings.output else {
            throw .missing(key: "output", reason: "give --output, the folder of the run")
        }
        return URL(filePath: output).standardizedFileURL
    }

    private func training(
        _ material: PreferenceMaterial, _ settings: PreferenceConfiguration
    ) throws -> PreferenceTraining {
        let data = try material.data(settings)
        let device = CPUDevice(threadCount: settings.threads)
        let display = TrainingDisplay()
        return PreferenceTraining(
            model: material.model, data: data, device: device,
            textWriter: ReplyWriter(encoder: material.encoder, device: device), stop: Interruption.signal
        ) { display.show($0) }
    }
}
