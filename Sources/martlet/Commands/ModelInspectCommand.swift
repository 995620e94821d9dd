import ArgumentParser
import Checkpoints
import Foundation
import Foundations
import Generation
import Tokenization
import Transformer

/// `martlet model inspect`: what is in a model directory, without loading the weights.
struct ModelInspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Show what is in a model directory.",
        discussion: """
            EXAMPLES:
              martlet model inspect runs/first
              martlet model inspect stories --tensors
              martlet model inspect stories --json
            """
    )

    @Argument(help: "A model directory, or the folder of a finished run.", completion: .directory)
    var model: String

    @Flag(help: "List every tensor.")
    var tensors = false

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        let directory = try ModelDirectory.locate(URL(filePath: model))
        let document = try JSONValue(contentsOf: directory.appending(path: "config.json"))
        let configuration = try ModelConfiguration(directory: directory)
        let weights = try SafetensorsSet(directory: directory)
        let tokenizerFile = directory.appending(path: Tokenizer.fileName)
        let hasTokenizer = FileManager.default.fileExists(atPath: tokenizerFile.path)
        let tokenizer = hasTokenizer ? try Tokenizer(tokenizerJSON: tokenizerFile) : nil
        let summary = ModelSummary(
            directory: directory.path, configuration: configuration, tensors: weights.tensors, tokenizer: tokenizer)
        if json {
            print(summary.document(config: document, listsTensors: tensors).serialized(pretty: true))
        } else {
            summary.lines(listsTensors: tensors).forEach { print($0) }
        }
    }
}
