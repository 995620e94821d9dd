import ArgumentParser
import Foundation
import Generation
import Tensors

/// The model that a command works with, and how it computes.
struct ModelOption: ParsableArguments {
    @Argument(help: "A model directory, or the folder of a finished run.", completion: .directory)
    var model: String

    @Option(help: ArgumentHelp("Threads; all processors by default. The result does not depend on it.", valueName: "n"))
    var threads: Int?

    @Option(help: ArgumentHelp("fp32, or bf16 for the operands of products.", valueName: "type"))
    var precision: Precision = .float32

    func validate() throws {
        if let threads, threads < 1 { throw ValidationError("--threads must be at least 1") }
    }

    /// The folder with the model's files.
    func directory() throws -> URL { try ModelDirectory.locate(URL(filePath: model)) }

    /// The device to compute on.
    func device() -> CPUDevice { threads.map { CPUDevice(threadCount: $0) } ?? .shared }

    /// Loads model and tokenizer.
    func generator() throws -> Generator {
        try Generator(directory: directory(), device: device(), precision: precision)
    }
}
