import ArgumentParser
import Foundation
import Tensors
import Tokenization
import Training

/// `martlet train pretrain`: a corpus becomes a model.
struct TrainPretrainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pretrain",
        abstract: "Train a new model on a corpus.",
        usage: "martlet train pretrain --corpus <dir> --output <dir> [<options>]",
        discussion: """
            One dial, --depth, sizes the model, the batch, the learning rate and the number of steps; every other \
            setting overrides a part of it. Settings come from --config and, over it, from flags of the same names. \
            The run folder records them resolved (run.yaml), with metrics.jsonl, checkpoints/, report.html and, at \
            the end, model/, a model directory in the layout of Hugging Face.

            Ctrl-C finishes the step, writes a checkpoint and ends with status 130. --resume goes on from the newest \
            checkpoint, and ends with the same bits as a run that was never stopped.

            EXAMPLES:
              martlet train pretrain --corpus my-corpus --output runs/first --minutes 5
              martlet train pretrain --corpus my-corpus --output runs/deep --depth 8 \\
                --sample-prompt "Once upon a time"
              martlet train pretrain --config my.yaml --learning-rate 1e-3 --output runs/my
              martlet train pretrain --resume --output runs/first
              martlet train pretrain --corpus my-corpus --output runs/first --dry-run
            """
    )

    @OptionGroup var flags: TrainingFlags

    @OptionGroup(title: "Settings") var options: PretrainOptions

    func validate() throws {
        // A flag's value that is none is bad usage; in a file it is a failure.
        var settings = PretrainConfiguration()
        do { try options.apply(to: &settings) } catch { throw ValidationError("\(error)") }
    }

    func run() throws {
        let summary = try flags.resume ? resumeRun() : startRun()
        guard let summary else { return }
        TrainingPrinter(summary: summary, next: "martlet generate \(summary.folder.path) \"...\"").print(
            json: flags.json)
        if case .interrupted = summary.outcome { throw ExitCode(Interruption.exitStatus) }
    }

    private func startRun() throws -> TrainingSummary? {
        var settings = PretrainConfiguration()
        try override(&settings)
        settings = try settings.sized()
        guard let corpus = settings.corpus else {
            throw ConfigurationError.missing(key: "corpus", reason: "give --corpus, a folder from martlet corpus build")
        }
        let data = try PretrainData(corpus: URL(filePath: corpus))
        if flags.dryRun {
            print(try Pretraining(data: data).resolve(settings).yaml(), terminator: "")
            return nil
        }
        settings.corpus = URL(filePath: corpus).standardizedFileURL.path
        return try pretraining(data, settings).start(settings, in: runFolder(settings))
    }

    private func resumeRun() throws -> TrainingSummary? {
        var given = PretrainConfiguration()
        try override(&given)
        let folder = try runFolder(given)
        guard RunFolder.holdsRun(folder) else { throw RunFolderError.nothingToResume(path: folder.path) }
        var settings = try PretrainConfiguration(yaml: folder.appending(path: "run.yaml"))
        try override(&settings)
        guard let corpus = settings.corpus else {
            throw ConfigurationError.missing(key: "corpus", reason: "run.yaml names none; give --corpus")
        }
        let path = URL(filePath: corpus).standardizedFileURL.path
        if flags.dryRun {
            print(settings.yaml(), terminator: "")
            return nil
        }
        let data = try PretrainData(corpus: URL(filePath: path))
        return try pretraining(data, settings).resume(in: folder) { recorded in
            try override(&recorded)
            recorded.corpus = path
            recorded.output = nil
        }
    }

    /// Lays the file's settings over `settings`, and the flags over both.
    private func override(_ settings: inout PretrainConfiguration) throws {
        if let config = flags.config { try settings.apply(yaml: URL(filePath: config)) }
        try options.apply(to: &settings)
    }

    private func runFolder(_ settings: PretrainConfiguration) throws(ConfigurationError) -> URL {
        guard let output = settings.output else {
            throw .missing(key: "output", reason: "give --output, the folder of the run")
        }
        return URL(filePath: output).standardizedFileURL
    }

    private func pretraining(_ data: PretrainData, _ settings: PretrainConfiguration) throws -> Pretraining {
        let device = CPUDevice(threadCount: settings.threads)
        let writer = try data.tokenizerFile.map { file in
            SampleWriter(tokenizer: try Tokenizer(tokenizerJSON: file), device: device)
        }
        let display = TrainingDisplay()
        return Pretraining(data: data, device: device, textWriter: writer, stop: Interruption.signal) {
            display.show($0)
        }
    }
}
