import ArgumentParser
import Foundation
import Foundations
import Generation
import Transformer

/// `martlet model convert`: a model in another format or type.
struct ModelConvertCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "convert",
        abstract: "Write a model in another format or type.",
        usage: "martlet model convert <model> --output <path> [--type <type>] [<options>]",
        discussion: """
            An output that ends in .gguf becomes a GGUF file for llama.cpp and what is built on it, any other a model \
            directory for transformers, vLLM and Martlet. Vocabulary and chat template go along. No more than one tensor \
            is in memory at a time.

            Types of a GGUF file: \(ConversionTarget.ggufTypes). Types of a directory: F32, F16, BF16. Left out, a GGUF \
            file is F16 and a directory F32.

            EXAMPLES:
              martlet model convert runs/first --output first.gguf
              martlet model convert model-Q4_K_M.gguf --output model --type BF16
              martlet model convert runs/first --output first-Q8_0.gguf --type Q8_0
            """
    )

    @Argument(help: "A model directory, a GGUF file, or the folder of a finished run.", completion: .file())
    var model: String

    @Option(help: ArgumentHelp("The GGUF file, or the folder for the model.", valueName: "path"), completion: .file())
    var output: String

    @Option(help: ArgumentHelp("The type of the weights.", valueName: "type"))
    var type: String?

    @OptionGroup var options: ConversionOptions

    func run() throws {
        try options.convert(model, to: ConversionTarget(url: URL(filePath: output), type: type))
    }
}
