import ArgumentParser
import Foundation
import Generation
import Transformer

/// `martlet model merge-lora`: a model and its adapter become one model.
struct ModelMergeLoRACommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge-lora",
        abstract: "Add an adapter of low rank to the weights of its model.",
        usage: "martlet model merge-lora <model> <adapter> --output <path> [--type <type>] [<options>]",
        discussion: """
            The adapter is a folder in the layout of PEFT (adapter_config.json, adapter_model.safetensors), or that of the \
            run that trained it. Each weight becomes W + scale * B A, in float32; what comes of it needs no adapter and is \
            as fast as the model itself. Vocabulary and chat template go along. No more than one tensor is in memory at a \
            time.

            An output that ends in .gguf becomes a GGUF file, any other a model directory; types as in 'martlet model \
            convert'.

            EXAMPLES:
              martlet model merge-lora runs/first runs/adapted --output merged
              martlet model merge-lora base adapter --output merged --type BF16
              martlet model merge-lora base adapter --output merged-Q8_0.gguf --type Q8_0
            """
    )

    @Argument(help: "The model that the adapter belongs to.", completion: .file())
    var model: String

    @Argument(help: "The adapter, or the folder of the run that trained it.", completion: .directory)
    var adapter: String

    @Option(help: ArgumentHelp("The folder for the model, or the GGUF file.", valueName: "path"), completion: .file())
    var output: String

    @Option(help: ArgumentHelp("The type of the weights.", valueName: "type"))
    var type: String?

    @OptionGroup var options: ConversionOptions

    func run() throws {
        try options.convert(to: ConversionTarget(url: URL(filePath: output), type: type)) {
            try ModelFiles.locate(URL(filePath: model), adapter: URL(filePath: adapter)).merged()
        }
    }
}
