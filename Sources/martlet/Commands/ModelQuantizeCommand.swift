import ArgumentParser
import Foundation
import Foundations
import Generation
import Transformer

/// `martlet model quantize`: a model with fewer bits for each weight.
struct ModelQuantizeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quantize",
        abstract: "Write a model as a GGUF file with fewer bits for each weight.",
        usage: "martlet model quantize <model> --type <type> [<options>]",
        discussion: """
            Bits for a weight: Q8_0 8.5, Q6_K 6.56, Q5_K 5.5, Q4_K and Q4_0 4.5. The mixes Q4_K_M and Q5_K_M keep more \
            for the tensors that need them. Vectors stay F32, and a row that is no whole number of blocks takes the next \
            type that fits. Quantize from the best weights there are: what one quantization lost, the next does not bring \
            back. 'martlet model diff' and 'martlet eval perplexity' show what it cost.

            EXAMPLES:
              martlet model quantize runs/first --type Q4_K
              martlet model quantize model-BF16.gguf --type Q5_K_M --output model-small.gguf
            """
    )

    @Argument(help: "A model directory, a GGUF file, or the folder of a finished run.", completion: .file())
    var model: String

    @Option(help: ArgumentHelp("\(ConversionTarget.ggufTypes).", valueName: "type"))
    var type: String

    @Option(
        help: ArgumentHelp("The GGUF file; by default <model>-<type>.gguf in this folder.", valueName: "path"),
        completion: .file())
    var output: String?

    @OptionGroup var options: ConversionOptions

    func validate() throws {
        guard QuantizationRecipe(name: type) != nil else {
            throw ValidationError("'\(type)' is no type that is written; choose from \(ConversionTarget.ggufTypes)")
        }
        if let output, !output.lowercased().hasSuffix(".gguf") {
            throw ValidationError("--output must end in .gguf; 'martlet model convert' writes model directories")
        }
    }

    func run() throws {
        var stem = URL(filePath: model).standardizedFileURL.lastPathComponent
        if stem.hasSuffix(".gguf") { stem.removeLast(5) }
        let target = URL(filePath: output ?? "\(stem)-\(type.uppercased()).gguf")
        try options.convert(model, to: ConversionTarget(url: target, type: type))
    }
}
