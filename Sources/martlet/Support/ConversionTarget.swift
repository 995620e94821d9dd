import Checkpoints
import Foundation
import Foundations
import Generation
import Tensors
import Tokenization
import Transformer

/// Where a converted model goes, and as what: a GGUF file or a model directory.
struct ConversionTarget {
    let url: URL
    /// The type that was asked for; nil leaves the choice.
    let type: String?

    /// Whether the target is a GGUF file.
    var isGGUF: Bool { url.pathExtension.lowercased() == "gguf" }

    /// The types of a GGUF file, for help and errors.
    static let ggufTypes = QuantizationRecipe.allCases.map(\.rawValue).joined(separator: ", ")

    /// Refuses what cannot be written, before the work.
    func validate() throws {
        if isGGUF { _ = try recipe(default: .f16) } else { _ = try elementType() }
        if !isGGUF, FileManager.default.fileExists(atPath: url.appending(path: "config.json").path) {
            throw CommandFailure("\(url.path) already holds a model; name another folder")
        }
    }

    /// Writes the model, its vocabulary and its chat template.
    func write(_ files: ModelFiles, threads: Int?, name: String?) throws {
        let conversion = ModelConversion(
            files, workers: threads.map { WorkerPool(threadCount: $0) } ?? CPUDevice.shared.workers)
        let status = StatusLine()
        let show = { (done: Int, count: Int) in
            try Interruption.check()
            status.show("writing tensor \(done) of \(count)")
        }
        defer { status.clear() }
        let tokenizer = try files.tokenizer()
        let template = try? files.chatTemplate()
        if isGGUF {
            let vocabulary = try tokenizer.ggufMetadata(chatTemplate: template?.source)
            try Folder.create(url.deletingLastPathComponent())
            try conversion.write(
                gguf: url, recipe: recipe(default: .f16), name: name ?? files.shortName, vocabulary: vocabulary,
                progress: show)
        } else {
            try conversion.write(directory: url, type: elementType(), progress: show)
            try tokenizer.save(directory: url, maximumLength: files.configuration.maximumPositions)
            try template?.save(directory: url)
        }
    }

    private func recipe(default preset: QuantizationRecipe) throws -> QuantizationRecipe {
        guard let type else { return preset }
        guard let recipe = QuantizationRecipe(name: type) else {
            throw CommandFailure("'\(type)' is no type of a GGUF file that is written; choose from \(Self.ggufTypes)")
        }
        return recipe
    }

    private func elementType() throws -> StoredElementType {
        let types: [StoredElementType] = [.float32, .float16, .bfloat16]
        guard let type else { return .float32 }
        guard let chosen = types.first(where: { $0.rawValue == type.uppercased() }) else {
            throw CommandFailure(
                "'\(type)' is no type of a model directory; choose from F32, F16 and BF16, or name an output that ends "
                    + "in .gguf")
        }
        return chosen
    }
}
