import ArgumentParser
import Foundation
import Foundations
import Generation
import Tensors
import Tokenization
import Training
import Transformer

/// `martlet bench speculation`: what guessing ahead gains and loses.
struct BenchSpeculationCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "speculation",
        abstract: "Measure what guessing ahead gains on text that repeats its prompt, and loses on other text.",
        usage: "martlet bench speculation <model> --text <file> [<options>]",
        discussion: """
            The first tokens of the text are the prompt. Then three texts are followed as if they were being written: the \
            prompt once more, the prompt with every twentieth token changed, and what follows it in the file, which \
            repeats little. Each is measured with guesses and without, in turns; the text is the same in either case.

            EXAMPLES:
              martlet bench speculation model-Q4_K_M.gguf --text book.txt
              martlet bench speculation model-Q8_0.gguf --text book.txt --tokens 512 --turns 7 --json
            """
    )

    @Argument(help: "A GGUF file, a model directory, or the folder of a finished run.", completion: .file())
    var model: String
    @Option(help: ArgumentHelp("The text.", valueName: "file"), completion: .file())
    var text: String
    @Option(help: "Tokens of the prompt, and of each text after it.")
    var tokens = 256
    @Option(help: "Tokens that are guessed at a time.")
    var longest = 7
    @Option(help: "How often each is measured.")
    var turns = 5
    @Option(help: "Threads; by default one for each processor.")
    var threads: Int?
    @Flag(help: "Print one JSON object a text.")
    var json = false

    func validate() throws {
        if min(longest, turns, threads ?? 1) < 1 || tokens < 21 {
            throw ValidationError("Numbers must be at least 1, --tokens at least 21.")
        }
    }

    func run() throws {
        let files = try ModelFiles.locate(URL(filePath: model)), device = CPUDevice(threadCount: threads)
        let all = try files.tokenizer().encode(String(contentsOf: URL(filePath: text), encoding: .utf8))
        guard all.count >= 2 * tokens else {
            throw CommandFailure("\(text) has \(all.count) tokens; \(2 * tokens) are needed, or fewer --tokens")
        }
        guard files.configuration.maximumPositions >= 2 * tokens else {
            throw CommandFailure(
                "the model's context holds \(files.configuration.maximumPositions) tokens; \(2 * tokens) are needed")
        }
        let benchmark = try SpeculationBenchmark(
            files: files, device: device, precision: files.suitedPrecision, context: 2 * tokens)
        let prompt = Array(all.prefix(tokens))
        var changed = prompt
        for index in stride(from: 19, to: tokens, by: 20) { changed[index] = all[tokens + index] }
        let texts = [
            ("the prompt again", prompt), ("with every 20th token changed", changed),
            ("what follows", Array(all[tokens..<2 * tokens])),
        ]
        if !json { print("text                             plain     with guesses   ratio   tokens a step") }
        for (name, text) in texts { try show(name, text, after: prompt, benchmark) }
    }

    private func show(
        _ name: String, _ text: [Int32], after prompt: [Int32], _ benchmark: SpeculationBenchmark
    ) throws {
        var plain: [Double] = [], guessed: [Double] = [], steps = 0
        for turn in 0...turns {
            let first = try benchmark.run(text, after: prompt, .none)
            let second = try benchmark.run(text, after: prompt, .promptLookup(longest: longest))
            if turn == 0 { continue }
            plain.append(first.seconds)
            guessed.append(second.seconds)
            steps += second.steps
        }
        func rate(_ seconds: [Double]) -> Double { Double(text.count) / GenerationComparison.Figure.median(seconds) }
        let ratio = GenerationComparison.Figure.median(zip(plain, guessed).map { $0 / $1 })
        let made = Double(text.count * turns) / Double(steps)
        guard json else {
            return print(
                name.padded(to: 32) + "\(FigureFormat.fixed(rate(plain), 1))/s".padded(to: 13)
                    + "\(FigureFormat.fixed(rate(guessed), 1))/s".padded(to: 13)
                    + "\(FigureFormat.fixed(ratio, 2))".padded(to: 8) + FigureFormat.fixed(made, 2))
        }
        let document: JSONValue = [
            "text": .string(name), "tokens_per_second": .number(rate(plain)),
            "tokens_per_second_with_guesses": .number(rate(guessed)), "ratio": .number(ratio),
            "tokens_per_step": .number(made),
        ]
        print(document.serialized())
    }
}
