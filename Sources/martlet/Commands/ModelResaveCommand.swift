import ArgumentParser
import Foundation
import Generation
import Transformer

/// `martlet model resave`: a model directory read whole and written as training writes it; for checks.
struct ModelResaveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resave",
        abstract: "Read a model and write it as training does.",
        discussion: """
            For checks that other programs load what Martlet writes; tokenizer and template do not go along.

            EXAMPLES:
              martlet model resave runs/first --output again
            """,
        shouldDisplay: false
    )

    @Argument(help: "A model directory, or the folder of a finished run.", completion: .directory)
    var model: String

    @Option(help: ArgumentHelp("The folder for the model, which must not hold one yet.", valueName: "dir"))
    var output: String

    func run() throws {
        let directory = URL(filePath: output)
        if FileManager.default.fileExists(atPath: directory.appending(path: "config.json").path) {
            throw CommandFailure("\(directory.path) already holds a model; name another folder")
        }
        try CausalLM(directory: ModelDirectory.locate(URL(filePath: model))).save(to: directory)
    }
}
