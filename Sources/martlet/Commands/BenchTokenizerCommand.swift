import ArgumentParser
import Foundation
import Foundations
import Tokenization

/// `martlet bench tokenizer`: how fast vocabularies are trained and text is encoded.
struct BenchTokenizerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tokenizer",
        abstract: "Measure training, encoding and decoding on text of yours.",
        usage: "martlet bench tokenizer <inputs> ... [<options>]",
        discussion: """
            Trains a vocabulary on the text, or takes the one of --tokenizer. Everything runs on one thread. Encoding is measured several times; the best and the median are printed. \
            Tests/clients/tokenizer_speed.py measures tiktoken and Hugging Face tokenizers on the same files.

            EXAMPLES:
              martlet bench tokenizer books/ --vocab-size 32768
              martlet bench tokenizer books/ --tokenizer models/bert
            """
    )

    @Argument(help: "Files and folders.", completion: .file())
    var inputs: [String]

    @Option(help: ArgumentHelp("A tokenizer.json, or a folder with one, instead of training.", valueName: "path"))
    var tokenizer: String?

    @Option(help: ArgumentHelp("Tokens in the vocabulary.", valueName: "n"))
    var vocabSize = 32_768

    @Option(help: ArgumentHelp("How often to encode all the text.", valueName: "n"))
    var rounds = 5

    @Flag(help: "Print the figures as JSON.")
    var json = false

    func validate() throws {
        if rounds < 1 { throw ValidationError("--rounds must be at least 1") }
        if vocabSize < 257 { throw ValidationError("--vocab-size must be at least 257") }
    }

    func run() throws {
        var texts: [[UInt8]] = []
        try TextDocuments(inputs).forEach { texts.append($0) }
        let byteCount = texts.reduce(0) { $0 + $1.count }

        let (tokenizer, preparation) = try self.tokenizer.map(load) ?? train(on: texts)
        var encoded: [[Int32]] = []
        let encoding = (0..<rounds).map { _ in
            seconds { encoded = texts.map { tokenizer.encode(bytes: $0) } }
        }.sorted()
        var decoded: [[UInt8]] = []
        let decoding = (0..<rounds).map { _ in
            seconds { decoded = encoded.map { tokenizer.decode($0) } }
        }.sorted()
        guard self.tokenizer != nil || decoded == texts else {
            throw CommandFailure("decoding did not give the text back")
        }

        let megabytes = Double(byteCount) / 1e6
        let tokenCount = encoded.reduce(0) { $0 + $1.count }
        let figures: [Figure] =
            [
                ("text", "megabytes", megabytes, "MB"),
                ("vocabulary", "vocabulary_size", Double(tokenizer.vocabularySize), "tokens"),
                ("bytes per token", "bytes_per_token", Double(byteCount) / Double(max(tokenCount, 1)), ""),
            ] + preparation + [
                ("encoding, best", "encoding_best", megabytes / encoding[0], "MB/s"),
                ("encoding, median", "encoding_median", megabytes / encoding[rounds / 2], "MB/s"),
                ("decoding, best", "decoding_best", megabytes / decoding[0], "MB/s"),
            ]
        if json {
            print(
                JSONValue.object(JSONObject(members: figures.map { .init(key: $0.key, value: .number($0.value)) }))
                    .serialized())
        } else {
            for figure in figures {
                let value = String(format: figure.value >= 1000 ? "%.0f" : "%.2f", figure.value)
                print("\(figure.name.padding(toLength: 20, withPad: " ", startingAt: 0)) \(value) \(figure.unit)")
            }
        }
    }

    private typealias Figure = (name: String, key: String, value: Double, unit: String)

    private func load(_ path: String) throws -> (Tokenizer, [Figure]) {
        let begin = ContinuousClock.now
        let tokenizer = try TokenizerFile.load(path)
        return (tokenizer, [("loading", "loading_seconds", (ContinuousClock.now - begin) / .seconds(1), "s")])
    }

    private func train(on texts: [[UInt8]]) throws -> (Tokenizer, [Figure]) {
        var trainer = BPETrainer(vocabularySize: vocabSize)
        let counting = seconds { for text in texts { trainer.add(text) } }
        let begin = ContinuousClock.now
        let tokenizer = try trainer.train()
        let learning = (ContinuousClock.now - begin) / .seconds(1)
        return (
            tokenizer,
            [
                ("counting pretokens", "counting_seconds", counting, "s"),
                ("learning merges", "learning_seconds", learning, "s"),
            ]
        )
    }

    private func seconds(_ body: () -> Void) -> Double {
        ContinuousClock().measure(body) / .seconds(1)
    }
}
