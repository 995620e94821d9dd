import ArgumentParser
import Foundation
import Tokenization

/// `martlet tokenizer convert`: a tokenizer of another layout becomes a tokenizer.json.
struct TokenizerConvertCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "convert",
        abstract: "Write a tokenizer as tokenizer.json and tokenizer_config.json.",
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

    func run() throws {
        let tokenizer = try source.load()
        try tokenizer.save(directory: URL(filePath: output), maximumLength: maximumLength)
        print("\(output): \(tokenizer.vocabularySize) tokens (\(tokenizer.kind.rawValue))")
    }
}
