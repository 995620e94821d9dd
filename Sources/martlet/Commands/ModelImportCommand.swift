import ArgumentParser
import Checkpoints
import Foundation
import Foundations
import Tokenization
import Transformer

/// `martlet model import`: a llama2.c checkpoint becomes a model directory.
struct ModelImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Make a model directory from a llama2.c checkpoint.",
        usage: "martlet model import <checkpoint> --tokenizer <path> --output <dir>\n       [--json]",
        discussion: """
            Reads the three layouts of llama2.c: legacy, version 1 (fp32) and version 2 (int8, written as fp32).

            EXAMPLES:
              martlet model import stories.bin --tokenizer tokenizer.bin --output stories
              martlet generate stories "" --temperature 0
            """
    )

    @Argument(help: "The checkpoint.", completion: .file())
    var checkpoint: String

    @Option(help: ArgumentHelp("The tokenizer.bin that belongs to it.", valueName: "path"), completion: .file())
    var tokenizer: String

    @Option(help: ArgumentHelp("The folder for the model, which must not hold one yet.", valueName: "dir"))
    var output: String

    @Flag(help: "Print what was made as JSON.")
    var json = false

    func run() throws {
        let directory = URL(filePath: output)
        let configuration = directory.appending(path: "config.json")
        if FileManager.default.fileExists(atPath: configuration.path) {
            throw CommandFailure("\(directory.path) already holds a model; name another folder")
        }
        let checkpoint = try Llama2cCheckpoint(URL(filePath: checkpoint))
        let tokenizer = try Tokenizer(
            llama2cTokenizer: URL(filePath: tokenizer), vocabularySize: checkpoint.header.vocabularySize)
        let model = try CausalLM(llama2c: checkpoint)
        try Folder.fill(directory) {
            try tokenizer.save(directory: directory, maximumLength: checkpoint.header.maximumSequenceLength)
            try model.save(to: directory)
        }
        if json {
            let document: JSONValue = [
                "output": .string(directory.path), "parameters": .integer(model.parameterCount),
                "vocabulary_size": .integer(tokenizer.vocabularySize),
            ]
            print(document.serialized())
        } else {
            print("\(directory.path): \(model.parameterCount) parameters, \(tokenizer.vocabularySize) tokens")
        }
    }
}
