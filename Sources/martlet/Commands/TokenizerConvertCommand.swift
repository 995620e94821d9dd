import ArgumentParser
import Foundation
import Foundations
import Tokenization

/// `martlet tokenizer convert`: a tokenizer of another layout becomes a tokenizer.json.
struct TokenizerConvertCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "convert",
        abstract: "Write a tokenizer as tokenizer.json and tokenizer_config.json.",
        usage: "martlet tokenizer convert <tokenizer> --output <dir> [<options>]",
        discussion: """
            EXAMPLES:
              martlet tokenizer convert stories260K/tokenizer.bin --output stories260K-hf
            """
    )

    @OptionGroup var source: TokenizerOption

    @Option(help: ArgumentHelp("The folder for the two files.", valueName: "dir"))
    var output: String

    @Option(help: ArgumentHelp("The most tokens a model takes, for tokenizer_config.json.", valueName: "n"))
    var maximumLength: Int?

    @Flag(help: "Print what was made as JSON.")
    var json = false

    func run() throws {
        let tokenizer = try source.load()
        try tokenizer.save(directory: URL(filePath: output), maximumLength: maximumLength)
        if json {
            let document: JSONValue = [
                "output": .string(output), "vocabulary_size": .integer(tokenizer.vocabularySize),
                "kind": .string(tokenizer.kind.rawValue),
            ]
            print(document.serialized())
        } else {
            print("\(output): \(tokenizer.vocabularySize) tokens (\(tokenizer.kind.rawValue))")
        }
    }
}
