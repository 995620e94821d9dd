import ArgumentParser
import Foundation
import Foundations
import Tokenization

/// `martlet bench tokenizer`: how fast vocabularies are trained and text is encoded.
struct BenchTokenizerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tokenizer",
        abstract: "Measure training, encoding and decoding on text of yours, beside tiktoken and tokenizers.",
        usage: "martlet bench tokenizer <inputs> ... [<options>]",
        discussion: """
            Everything runs on one thread, whose own time is measured, so that other programs count little. Encoding is \
            measured several times; the best and the median are printed. Without --vocabulary one is trained on the text.

            With --peer, a Python that has tiktoken and Hugging Face tokenizers encodes the same text with the same \
            vocabulary, in turns with Martlet; the ids must be equal. Benchmarks/peers/setup.sh makes such a Python. \
            Benchmarks/peers/tokenizer_training.py compares training.

            EXAMPLES:
              martlet bench tokenizer books/ --peer .venv-peers/bin/python
              martlet bench tokenizer Sources/ --vocabulary cl100k_base.tiktoken \\
                --peer .venv-peers/bin/python
            """
    )

    @Argument(help: "Files and folders.", completion: .file())
    var inputs: [String]

    @Option(help: ArgumentHelp("Tokens in the vocabulary that is trained.", valueName: "n"))
    var vocabSize = 32_768

    @Option(
        name: [.long, .customLong("tokenizer")],
        help: ArgumentHelp(
            "A tokenizer.json, a folder with one, or a rank file of tiktoken, instead of training.", valueName: "path"),
        completion: .file())
    var vocabulary: String?

    @Option(help: ArgumentHelp("A Python with tiktoken and tokenizers, to compare with.", valueName: "python"))
    var peer: String?

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
        var figures: [EncodingBenchmark.Figure] = []
        let tokenizer: Tokenizer
        if let vocabulary {
            tokenizer = try TokenizerOption.parse([vocabulary]).load()
        } else {
            var trainer = BPETrainer(vocabularySize: vocabSize)
            let counting = ThreadClock.measure { for text in texts { trainer.add(text) } }
            let begin = ThreadClock.now
            tokenizer = try trainer.train()
            figures = [
                .init("counting pretokens", "counting_seconds", counting, "s"),
                .init("learning merges", "learning_seconds", ThreadClock.now - begin, "s"),
            ]
        }
        var benchmark = EncodingBenchmark(tokenizer: tokenizer, texts: texts)
        let peer = try peer.map { try TokenizerPeer(python: $0, tokenizer, texts) }
        defer { peer?.finish() }
        for _ in 0..<rounds { try benchmark.takeTurns(beside: peer) }
        figures = try benchmark.figures(beside: peer) + figures
        if json {
            let members = figures.map { JSONObject.Member(key: $0.key, value: .number($0.value)) }
            print(JSONValue.object(JSONObject(members: members)).serialized())
            return
        }
        for figure in figures {
            let value = String(format: figure.value >= 1000 ? "%.0f" : "%.2f", figure.value)
            print("\(figure.name.padding(toLength: 28, withPad: " ", startingAt: 0)) \(value) \(figure.unit)")
        }
    }
}
