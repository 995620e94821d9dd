import ArgumentParser
import Checkpoints
import Foundation
import Foundations
import Generation
import Transformer

/// What the commands that convert models have in common.
struct ConversionOptions: ParsableArguments {
    @Option(help: ArgumentHelp("What the model is called in a GGUF file.", valueName: "text"))
    var name: String?

    @Option(help: ArgumentHelp("Threads; all processors by default. The result does not depend on it.", valueName: "n"))
    var threads: Int?

    @Flag(help: "Replace a file that is there.")
    var force = false

    @Flag(help: "Print what was made as JSON.")
    var json = false

    func validate() throws {
        if let threads, threads < 1 { throw ValidationError("--threads must be at least 1") }
    }

    /// Converts the model at `path` and says what came of it.
    func convert(_ path: String, to target: ConversionTarget) throws {
        try convert(to: target) { try ModelFiles.locate(URL(filePath: path)).merged() }
    }

    /// Converts the model whose files `open` finds.
    func convert(to target: ConversionTarget, _ open: () throws -> ModelFiles) throws {
        try target.validate()
        if !force, target.isGGUF, FileManager.default.fileExists(atPath: target.url.path) {
            throw CommandFailure("\(target.url.path) is there already; --force replaces it")
        }
        Interruption.watch()
        let files = try open()
        if files.url.standardizedFileURL == target.url.standardizedFileURL {
            throw CommandFailure("\(target.url.path) is the model itself; name another output")
        }
        let begin = ContinuousClock.now
        try target.write(files, threads: threads, name: name)
        let seconds = (ContinuousClock.now - begin) / .seconds(1)
        let written = try CheckpointFormat.open(target.url)
        let bytes = written.checkpointTensors.reduce(0) { $0 + $1.byteCount }
        let elements = written.checkpointTensors.reduce(0) { $0 + $1.elementCount }
        let bits = 8 * Double(bytes) / Double(max(elements, 1))
        if json {
            let document: JSONValue = [
                "output": .string(target.url.path), "format": .string(written.format.rawValue),
                "parameters": .integer(elements), "weight_bytes": .integer(bytes), "bits_per_weight": .number(bits),
                "seconds": .number(seconds),
            ]
            print(document.serialized())
        } else {
            print(
                "\(target.url.path): \(Figures.grouped(elements)) parameters, \(Figures.megabytes(bytes)), "
                    + String(format: "%.2f bits a weight, %.1f s", bits, seconds))
        }
    }
}
