import ArgumentParser
import Foundation
import Generation
import Tensors
import Transformer

/// The model that a command works with, and how it computes.
struct ModelOption: ParsableArguments {
    @Argument(help: "A model directory, a GGUF file, or the folder of a finished run.", completion: .file())
    var model: String

    @Option(
        help: ArgumentHelp(
            "An adapter of low rank (PEFT) to lay over the model, or the run that trained it.", valueName: "dir"),
        completion: .directory)
    var adapter: String?

    @Option(help: ArgumentHelp("Threads; all processors by default. The result does not depend on it.", valueName: "n"))
    var threads: Int?

    @Option(
        name: .customLong("precision"),
        help: ArgumentHelp(
            "fp32, or bf16 for the operands of products; by default what suits the weights.", valueName: "type"))
    var chosenPrecision: Precision?

    func validate() throws {
        if let threads, threads < 1 { throw ValidationError("--threads must be at least 1") }
    }

    /// The model's files, opened.
    func files() throws -> ModelFiles {
        try ModelFiles.locate(URL(filePath: model), adapter: adapter.map { URL(filePath: $0) })
    }

    /// The device to compute on.
    func device() -> CPUDevice { threads.map { CPUDevice(threadCount: $0) } ?? .shared }

    /// The precision that was asked for, or that suits the weights.
    func precision(of files: ModelFiles) -> Precision { chosenPrecision ?? files.suitedPrecision }

    /// Loads model and tokenizer, and a model that guesses ahead where one is named.
    func generator(draft: String? = nil) throws -> Generator {
        let files = try files(), device = device()
        guard let draft else {
            return try Generator(
                model: load(files, device), tokenizer: files.tokenizer(), device: device,
                precision: precision(of: files))
        }
        let guessing = try ModelFiles.locate(URL(filePath: draft))
        return try Generator(
            model: load(files, device), tokenizer: files.tokenizer(), device: device, precision: precision(of: files),
            draftModel: DraftModel(
                load(guessing, device), for: files.configuration, device: device, precision: precision(of: guessing)))
    }

    private func load(_ files: ModelFiles, _ device: CPUDevice) throws -> CausalLM {
        try CausalLM(files: files, weights: .stored(device: device, precision: precision(of: files)))
    }
}
