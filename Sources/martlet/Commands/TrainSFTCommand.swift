import ArgumentParser
import Foundation
import Foundations
import Tensors
import Training

/// `martlet train sft`: a base model becomes an assistant.
struct TrainSFTCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sft",
        abstract: "Fine-tune a model on chat transcripts.",
        usage: "martlet train sft --model <dir> --data <file> --output <dir> [<options>]",
        discussion: """
            A transcript is a line of JSON: {"messages": [{"role": "user", "content": "…"}, …]}, with the roles system, \
            user, assistant (also with "tool_calls") and tool; those of ShareGPT and Alpaca are recognised too, and \
            --format says which is meant where that is unclear. It goes through the model's chat template, which is \
            stored with the finished model. Only what the assistant says, and the end of its turn, carries loss: \
            --show-mask 3 shows it. A turn with "weight": 0 is shown to the model and not learned, one with 0.5 counts \
            half. Several transcripts share a sequence, and none sees another.

            A transcript that cannot be used is named with its file and line, before anything is trained; with \
            --skip-bad it is left out and counted. One that is longer than a sequence is such a transcript, unless \
            --cut-long cuts it behind the last whole turn that fits.

            Ctrl-C finishes the step, writes a checkpoint and ends with status 130. --resume goes on from the newest \
            checkpoint, and ends with the same bits as a run that was never stopped.

            EXAMPLES:
              martlet train sft --model runs/first --data chats.jsonl --show-mask 3
              martlet train sft --model runs/first --data chats.jsonl \\
                --output runs/assistant --minutes 5
              martlet train sft --model runs/first --data chats.jsonl \\
                --output runs/assistant --epochs 3 --skip-bad --cut-long
              martlet train sft --resume --output runs/assistant
              martlet chat runs/assistant
            """
    )

    @Option(help: ArgumentHelp("A YAML file of settings.", valueName: "file"), completion: .file(extensions: ["yaml"]))
    var config: String?

    @Flag(help: "Continue the run in the folder --output.")
    var resume = false

    @Option(
        help: ArgumentHelp(
            "Show so many transcripts with each token's weight in the loss, and train nothing.", valueName: "n"))
    var showMask: Int?

    @Flag(help: "Print the resolved settings as YAML and do nothing.")
    var dryRun = false

    @Flag(help: "Print the result as one JSON object; progress goes to standard error in any case.")
    var json = false

    @OptionGroup(title: "Settings") var options: FineTuneOptions

    func validate() throws {
        // A flag's value that is none is bad usage; in a file it is a failure.
        var settings = FineTuneConfiguration()
        do { try options.apply(to: &settings) } catch { throw ValidationError("\(error)") }
        if let showMask, showMask < 1 { throw ValidationError("--show-mask must be at least 1") }
        if showMask != nil, resume {
            throw ValidationError("--show-mask trains nothing, so there is nothing to --resume")
        }
    }

    func run() throws {
        guard let (summary, counts) = try resume ? resumeRun() : startRun() else { return }
        TrainingPrinter(
            summary: summary, resume: "martlet train sft", next: "martlet chat \(summary.folder.path)",
            further: counts
        ).print(json: json)
        if case .interrupted = summary.outcome { throw ExitCode(Interruption.exitStatus) }
    }

    private func startRun() throws -> (TrainingSummary, JSONObject)? {
        var settings = FineTuneConfiguration()
        try override(&settings)
        let material = try FineTuneMaterial(settings)
        if let showMask {
            // In the order of the file, none held out.
            settings.heldOut = 0
            let examples = try data(material, settings).train
            guard !examples.isEmpty else { throw FineTuneError.noExamples(data: settings.data ?? "") }
            MaskDisplay(encoder: material.encoder).show(examples.prefix(showMask), json: json)
            return nil
        }
        // Resuming from another folder must find them.
        settings.model = material.model.path
        settings.data = settings.data.map { URL(filePath: $0).standardizedFileURL.path }
        settings.chatTemplate = settings.chatTemplate.map { URL(filePath: $0).standardizedFileURL.path }
        let fineTuning = try fineTuning(material, settings)
        if dryRun {
            print(try fineTuning.resolve(settings).yaml(), terminator: "")
            return nil
        }
        return (try fineTuning.start(settings, in: runFolder(settings)), fineTuning.data.counts)
    }

    private func resumeRun() throws -> (TrainingSummary, JSONObject)? {
        var given = FineTuneConfiguration()
        try override(&given)
        let folder = try runFolder(given)
        guard RunFolder.holdsRun(folder) else { throw RunFolderError.nothingToResume(path: folder.path) }
        var settings = try FineTuneConfiguration(yaml: folder.appending(path: "run.yaml"))
        try override(&settings)
        if dryRun {
            print(settings.yaml(), terminator: "")
            return nil
        }
        let material = try FineTuneMaterial(settings)
        let fineTuning = try fineTuning(material, settings)
        let summary = try fineTuning.resume(in: folder) { recorded in
            try override(&recorded)
            recorded.output = nil
        }
        return (summary, fineTuning.data.counts)
    }

    /// Lays the file's settings over `settings`, and the flags over both.
    private func override(_ settings: inout FineTuneConfiguration) throws {
        if let config { try settings.apply(yaml: URL(filePath: config)) }
        try options.apply(to: &settings)
    }

    private func runFolder(_ settings: FineTuneConfiguration) throws(ConfigurationError) -> URL {
        guard let output = settings.output else {
            throw .missing(key: "output", reason: "give --output, the folder of the run")
        }
        return URL(filePath: output).standardizedFileURL
    }

    private func fineTuning(_ material: FineTuneMaterial, _ settings: FineTuneConfiguration) throws -> FineTuning {
        let data = try data(material, settings)
        let device = CPUDevice(threadCount: settings.threads)
        let display = TrainingDisplay()
        return FineTuning(
            model: material.model, data: data, device: device,
            textWriter: ReplyWriter(encoder: material.encoder, device: device), stop: Interruption.signal
        ) { display.show($0) }
    }

    /// Encodes the transcripts, and says how many were left out or cut.
    private func data(_ material: FineTuneMaterial, _ settings: FineTuneConfiguration) throws -> FineTuneData {
        let data = try material.data(settings)
        for (reason, count) in data.skipped {
            StatusLine.note("left out \(count) \(count == 1 ? "transcript" : "transcripts"): \(reason)")
        }
        if data.cut.transcripts > 0 {
            StatusLine.note(
                "cut \(data.cut.transcripts) \(data.cut.transcripts == 1 ? "transcript" : "transcripts") to "
                    + "\(material.sequenceLength) tokens: \(data.cut.tokens) tokens at their ends are not learned")
        }
        return data
    }
}
