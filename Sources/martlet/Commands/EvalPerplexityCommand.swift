import ArgumentParser
import Evaluation
import Foundation
import Foundations
import Generation
import Tensors
import Tokenization
import Transformer

/// `martlet eval perplexity`: how well a model foresees a text.
struct EvalPerplexityCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "perplexity",
        abstract: "Measure how well a model foresees a text.",
        usage: "martlet eval perplexity <model> --text <path> ... [<options>]",
        discussion: """
            The text is cut into windows of --context tokens that do not overlap, each with the token that begins a text \
            before it where the vocabulary has one; every token after a window's first is scored. Quantized weights are \
            measured as what they stand for. 'martlet eval bits-per-byte' scores every token of every text, after some \
            context.

            EXAMPLES:
              martlet eval perplexity runs/first --text held-out.txt
              martlet eval perplexity model-Q4_K.gguf --text book.md --windows 40
            """
    )

    @OptionGroup var source: ModelOption

    @Option(parsing: .upToNextOption, help: "Files and folders.", completion: .file())
    var text: [String]

    @Option(help: ArgumentHelp("Tokens in a window; the model's context at most.", valueName: "n"))
    var context = 512

    @Option(help: ArgumentHelp("The most windows to measure.", valueName: "n"))
    var windows: Int?

    @Flag(help: "Print the figures as JSON.")
    var json = false

    func validate() throws {
        if context < 2 { throw ValidationError("--context must be at least 2") }
        if let windows, windows < 1 { throw ValidationError("--windows must be at least 1") }
        if text.isEmpty { throw ValidationError("--text needs at least one file or folder") }
    }

    func run() throws {
        let files = try source.files()
        let tokenizer = try files.tokenizer()
        let size = min(context, files.configuration.maximumPositions)
        var tokens: [Int32] = []
        try TextDocuments(text).forEach { tokens += tokenizer.encode(bytes: $0) }
        if let token = tokens.first(where: { Int($0) >= files.configuration.vocabularySize }) {
            throw ModelError.tokenOutsideVocabulary(
                token: token, vocabularySize: files.configuration.vocabularySize)
        }
        let all = Perplexity.windows(of: tokens, size: size, beginning: tokenizer.beginOfTextToken)
        guard !all.isEmpty else { throw CommandFailure("the text has no two tokens: there is nothing to measure") }
        // In the encoding of the file, as text is generated.
        let device = source.device(), precision = source.precision(of: files)
        let model = try CausalLM(files: files, weights: .stored(device: device, precision: precision))
        let tape = Tape(device: device, mode: .generation, precision: precision)
        var perplexity = Perplexity()
        let status = StatusLine()
        let begin = ContinuousClock.now
        for window in all.prefix(windows ?? all.count) {
            perplexity.add(window, model: model, tape: tape)
            status.show(
                "window \(perplexity.windowCount) of \(min(windows ?? all.count, all.count)), "
                    + String(format: "perplexity %.3f", perplexity.value))
        }
        status.clear()
        show(perplexity, seconds: (ContinuousClock.now - begin) / .seconds(1), size: size)
    }

    private func show(_ perplexity: Perplexity, seconds: Double, size: Int) {
        let rate = Double(perplexity.loss.tokens) / seconds
        if json {
            let document: JSONValue = [
                "perplexity": .number(perplexity.value),
                "standard_error": perplexity.standardError.map { .number($0) } ?? .null,
                "loss": .number(perplexity.loss.mean), "tokens": .integer(perplexity.loss.tokens),
                "windows": .integer(perplexity.windowCount), "context": .integer(size),
                "tokens_per_second": .number(rate),
            ]
            print(document.serialized())
            return
        }
        let error = perplexity.standardError.map { String(format: " ± %.4f", $0) } ?? ""
        print(String(format: "perplexity %.4f", perplexity.value) + error)
        print(String(format: "loss       %.5f nats a token", perplexity.loss.mean))
        print(
            "scored     \(perplexity.loss.tokens) tokens in \(perplexity.windowCount) windows of \(size), "
                + String(format: "%.0f tokens/s", rate))
    }
}
