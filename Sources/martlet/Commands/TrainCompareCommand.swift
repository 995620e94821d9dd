import ArgumentParser
import Corpus
import Foundation
import Foundations
import Generation
import LanguageModels
import Transformer

/// `martlet train compare`: a person says which of two answers is better.
struct TrainCompareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Collect preferences: show two answers to each prompt, and write down which is better.",
        usage: "martlet train compare <model> <prompts> --output <file> [<options>]",
        discussion: """
            Each prompt is answered twice, with two seeds; with --second-model or --second-temperature, once by each. \
            Which answer is shown as A follows from the seed and the prompt, so that who prefers what comes first is \
            found out: the summary says how often that was chosen. Keys: A or B for the better answer, T for a tie, S \
            to skip, U to take the last one back, Q to quit.

            Each judgement is on the disk before the next pair is made: {"prompt": …, "chosen": …, "rejected": …}, as \
            training on preferences reads it, with the seeds and the model. Ties and skips are written down without a \
            chosen answer, and are passed over there. Ctrl-C, a kill or a power cut lose nothing: the same command \
            goes on with the prompts that are not judged yet. Two answers that are the same, or of which one is empty, \
            are skipped without a question.

            Prompts are objects of JSON Lines, {"prompt": "…"} or with a list of messages, or transcripts, whose last \
            answer is left out; in a .txt file each line is one.

            Without a terminal, each line of standard input is a letter (or tie, skip, undo, quit). With --json, \
            standard output is one object with the counts.

            EXAMPLES:
              martlet train compare runs/chat prompts.txt --output pairs.jsonl
              martlet train compare runs/chat prompts.jsonl --output pairs.jsonl \\
                --second-model runs/older --max-tokens 200
              yes a | martlet train compare runs/chat prompts.txt --output pairs.jsonl --json
            """
    )

    @OptionGroup var source: ModelOption

    @Argument(help: "Prompts: JSON Lines, a JSON array, or a .txt file.", completion: .file())
    var prompts: String

    @Option(help: ArgumentHelp("The file that judgements are appended to.", valueName: "file"), completion: .file())
    var output: String

    @Option(
        help: ArgumentHelp("The model that gives the second answer; the same one by default.", valueName: "dir"),
        completion: .file())
    var secondModel: String?

    @Option(help: ArgumentHelp("The temperature of the second answer; that of the first by default.", valueName: "t"))
    var secondTemperature: Double?

    @Option(help: ArgumentHelp("The most tokens of an answer.", valueName: "n"))
    var maxTokens = 256

    @Option(help: ArgumentHelp("The rules that go before prompts without rules of their own.", valueName: "text"))
    var system: String?

    @OptionGroup var sampling: SamplingOption

    @Flag(help: "Print the counts as one JSON object; the answers go to standard error.")
    var json = false

    func validate() throws {
        if maxTokens < 1 { throw ValidationError("--max-tokens must be at least 1") }
        if let secondTemperature {
            var options = sampling.options
            options.temperature = secondTemperature
            do { try options.validate() } catch { throw ValidationError("--second-\(error)") }
        }
        if secondModel == nil, sampling.temperature == 0, secondTemperature ?? 0 == 0 {
            throw ValidationError(
                "both answers would be the same: at --temperature 0 there is one most probable text; give "
                    + "--second-temperature or --second-model")
        }
    }

    func run() async throws {
        let list = try PromptReader(system: system).read(URL(filePath: prompts))
        guard !list.isEmpty else { throw CommandFailure("\(prompts) holds no prompt") }
        let file = try JudgementFile(URL(filePath: output))
        if file.wasCutShort {
            StatusLine.note("\(output): the last line was cut short, and is taken away: its prompt is asked again")
        }
        let session = CompareSession(list, judged: file.records)
        if session.repeated > 0 {
            StatusLine.note("passed over \(session.repeated) prompts that are in the list more than once")
        }
        if session.remaining < session.prompts.count {
            StatusLine.note(
                "\(session.prompts.count - session.remaining) of \(session.prompts.count) prompts are judged already")
        }
        let isInteractive = Terminal.isInteractive && !json
        let display = CompareDisplay(style: json ? .json : isInteractive ? .terminal : .plain)
        if session.remaining == 0 {
            summarize(session, file, added: 0, isInterrupted: false)
            return
        }
        let run = CompareRun(
            session: session, file: file, writer: try writer(), display: display,
            input: CompareInput(isInteractive: isInteractive))
        defer { Terminal.restore() }
        if isInteractive { ReplyInterrupt.watch() }
        try await run.run()
        summarize(run.session, file, added: run.added, isInterrupted: run.isInterrupted)
        if run.isInterrupted { throw ExitCode(Interruption.exitStatus) }
    }

    private func summarize(_ session: CompareSession, _ file: JudgementFile, added: Int, isInterrupted: Bool) {
        let summary = CompareSummary(
            file: output, prompts: session.prompts.count, remaining: session.remaining,
            tally: JudgementTally(file.records.filter(session.knows)), added: added, isInterrupted: isInterrupted)
        if json {
            print(summary.json.serialized())
        } else {
            for line in summary.lines { print(line) }
        }
    }

    private func writer() throws -> AnswerWriter {
        let own = try source.files()
        let first = try LocalLanguageModel(
            files: own, name: URL(filePath: source.model).standardizedFileURL.lastPathComponent,
            device: source.device(), precision: source.precision(of: own))
        var second = first
        if let secondModel {
            let files = try ModelFiles.locate(URL(filePath: secondModel))
            second = try LocalLanguageModel(
                directory: URL(filePath: secondModel), device: source.device(), precision: source.precision(of: files))
        }
        var options = sampling.options
        if let secondTemperature { options.temperature = secondTemperature }
        return AnswerWriter(
            sides: [
                .init(model: first, sampling: sampling.options), .init(model: second, sampling: options),
            ], maximumTokens: maxTokens, seed: sampling.seed)
    }
}
