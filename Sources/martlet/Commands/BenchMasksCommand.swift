import ArgumentParser
import Foundation
import Foundations
import Tokenization

/// `martlet bench masks`: what constraining a text costs for each token.
struct BenchMasksCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "masks",
        abstract: "Measure what it costs to constrain texts to JSON Schemas.",
        usage: "martlet bench masks [<text> ...] [<options>]",
        discussion: """
            Documents are written as by a model of random weights: of the tokens that the mask allows, each is as likely. \
            A token's time is that of its mask and of going on behind it, on one thread, whatever is worked out for the \
            first time included. After --budget tokens only what brings the document to an end is allowed. Every \
            document must fit its schema, or the command fails.

            The vocabulary is --vocabulary, or one of --vocab-size tokens trained on the text. Schemas are the .json \
            files of a folder, those of the JSON Schema Test Suite among them, or a built-in few and some made up from the seed.

            EXAMPLES:
              martlet bench masks README.md Docs --vocab-size 2048
              martlet bench masks books/ --schemas schemas/
              martlet bench masks --vocabulary tokenizer.json --schemas schemas/ --refused
            """
    )

    @Argument(help: "Files and folders of text to train the vocabulary on.", completion: .file())
    var inputs: [String] = []

    @Option(help: ArgumentHelp("Tokens in the vocabulary that is trained.", valueName: "n"))
    var vocabSize = 32_000

    @Option(
        name: [.long, .customLong("tokenizer")],
        help: ArgumentHelp("A tokenizer of any form, instead of training one.", valueName: "path"),
        completion: .file())
    var vocabulary: String?

    @Option(help: ArgumentHelp("A folder of schemas.", valueName: "folder"), completion: .directory)
    var schemas: String?

    @Option(help: ArgumentHelp("Documents of each schema.", valueName: "n"))
    var documents = 10

    @Option(help: ArgumentHelp("Tokens after which a document is brought to its end.", valueName: "n"))
    var budget = 100

    @Option(help: ArgumentHelp("The seed of the documents.", valueName: "n"))
    var seed: UInt64 = 1

    @Flag(help: "Name the schemas that are not supported, and why.")
    var refused = false

    @Flag(help: "Print the figures as JSON.")
    var json = false

    func validate() throws {
        if vocabulary == nil, inputs.isEmpty { throw ValidationError("name text to train on, or a --vocabulary") }
        if documents < 1 || budget < 1 { throw ValidationError("--documents and --budget must be at least 1") }
        if vocabSize < 257 { throw ValidationError("--vocab-size must be at least 257") }
    }

    func run() throws {
        let tokenizer = try tokenizer()
        var benchmark = MaskBenchmark(tokenizer: tokenizer, documents: documents, budget: budget, seed: seed)
        for (name, schema) in try SchemaCollection.read(schemas, seed: seed) {
            try benchmark.run(schema, named: name)
        }
        let report = MaskReport(benchmark, vocabularySize: tokenizer.vocabularySize)
        if json { print(report.document.serialized()) } else { report.show(naming: refused) }
        try benchmark.checkDocuments()
    }

    private func tokenizer() throws -> Tokenizer {
        if let vocabulary { return try TokenizerFile.load(vocabulary) }
        var trainer = BPETrainer(vocabularySize: vocabSize)
        try TextDocuments(inputs).forEach { trainer.add($0) }
        return try trainer.train()
    }
}
