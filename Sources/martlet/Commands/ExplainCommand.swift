import ArgumentParser
import Foundation
import Foundations
import Generation
import Tensors
import Transformer

/// `martlet explain`: how a model sees a text.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Show how a model sees a text: tokens, surprise, candidates, attention, costs.",
        usage: "martlet explain <text> --model <model> [<options>]",
        discussion: """
            For each token: its id, its bytes, its surprise in bits, how many tokens the model held more probable, and what \
            a draw at its place would have been made from. A candidate is shown with the model's own percentage and that \
            of the draw, or the step of the sampler that left it out; --steps shows the percentage after every step.

            --token n shows where token n looks: the weights of attention, by layer and head.

            Below stand the sizes of weights and cache, the operations of a token, and how fast the memory and the \
            processor, measured in this run, would let the model be, beside how fast it is.

            EXAMPLES:
              martlet explain "Once upon a time" --model runs/first
              martlet explain "Once upon a time" --model runs/first --token 3 --html explained.html
              martlet explain "Once upon a time" --model runs/first --steps --no-speed --typical 0.9
            """
    )

    @Argument(help: "The text to explain; - reads standard input.")
    var text: String

    @Option(
        help: ArgumentHelp("A model directory, a GGUF file, or the folder of a finished run.", valueName: "model"),
        completion: .file())
    var model: String

    @Option(help: ArgumentHelp("Threads; all processors by default.", valueName: "n"))
    var threads: Int?

    @Option(
        name: .customLong("precision"),
        help: ArgumentHelp(
            "fp32, or bf16 for the operands of products; by default what suits the weights.", valueName: "type"))
    var chosenPrecision: Precision?

    @Option(help: ArgumentHelp("Show where the token at this position looks; they count from 0.", valueName: "n"))
    var token: Int?

    @Option(help: ArgumentHelp("How many of the most probable tokens to show at each position.", valueName: "n"))
    var candidates = 3

    @OptionGroup var sampling: SamplingOption

    @Flag(help: "Show every candidate after every step of the sampler.")
    var steps = false

    @Flag(help: "Turn the text of special tokens into those tokens.")
    var allowSpecial = false

    @Flag(help: "Leave out the measurement of speed.")
    var noSpeed = false

    @Option(help: ArgumentHelp("Write a page that needs nothing beside it.", valueName: "file"), completion: .file())
    var html: String?

    @Flag(help: "Print one JSON object.")
    var json = false

    func validate() throws {
        if let threads, threads < 1 { throw ValidationError("--threads must be at least 1") }
        if candidates < 0 || candidates > 1_000 { throw ValidationError("--candidates must be from 0 to 1000") }
        if let token, token < 0 { throw ValidationError("--token must not be negative") }
    }

    func run() throws {
        let text = try PromptInput.read(text)
        let files = try ModelFiles.locate(URL(filePath: model))
        let device = threads.map { CPUDevice(threadCount: $0) } ?? .shared
        let precision = chosenPrecision ?? files.suitedPrecision
        let tokenizer = try files.tokenizer()
        let model = try CausalLM(files: files, weights: .stored(device: device, precision: precision))
        let tokens = try tokenizer.encodePrompt(
            text, for: model.configuration, allowingSpecialTokens: allowSpecial)
        let explainer = TextExplainer(model: model, tokenizer: tokenizer, device: device, precision: precision)
        let explanation = try explainer.explain(
            tokens,
            options: ExplanationOptions(
                sampling: sampling.options, candidateCount: candidates, attentionPosition: token))
        let figures = try ModelFigures(
            files: files, model: model, tokenCount: tokens.count, device: device, precision: precision,
            measuresSpeed: !noSpeed)
        let subject = ExplainedSubject(
            modelName: self.model, text: text, tokenizer: tokenizer, explanation: explanation, figures: figures,
            sampling: sampling.options)
        if let html { try AtomicFile.write(ExplainPage(subject).html(), to: URL(filePath: html)) }
        if json {
            print(ExplainDocument(subject).value.serialized())
        } else {
            print(ExplainText(subject, showsSteps: steps).text)
            if let html { StatusLine.note("The page is in \(html).") }
        }
    }
}
