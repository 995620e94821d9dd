import ArgumentParser
import Checkpoints
import Foundation
import Foundations
import Generation
import Tokenization
import Transformer

/// `martlet model inspect`: what is in the files of a model, without loading the weights.
struct ModelInspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Show what is in a model's files.",
        discussion: """
            Takes a model directory, a GGUF file or safetensors. Weights of an architecture that is not supported are \
            shown as what they are, with the reason.

            EXAMPLES:
              martlet model inspect runs/first
              martlet model inspect model-Q4_K.gguf --metadata
              martlet model inspect stories --tensors --json
            """
    )

    @Argument(
        help: "A model directory, a GGUF or safetensors file, or the folder of a finished run.", completion: .file())
    var model: String

    @Flag(help: "List every tensor.")
    var tensors = false

    @Flag(help: "List what a GGUF file says of itself.")
    var metadata = false

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        let opened = try open()
        let summary = CheckpointSummary(opened.checkpoint)
        let model = try opened.files.map { ModelSummary(files: $0, tokenizer: try tokenizer(of: $0)) }
        if json {
            var document = summary.document(listsTensors: tensors)
            document.members += model?.document().members.filter { document[$0.key] == nil } ?? []
            document["unsupported"] = opened.reason.map { .string($0) }
            print(JSONValue.object(document).serialized(pretty: true))
            return
        }
        var lines = model?.lines() ?? ["\(summary.checkpoint.format.rawValue): \(summary.checkpoint.url.path)"]
        if let reason = opened.reason { lines.append("not usable: \(reason)") }
        lines += summary.typeLines()
        if metadata { lines += summary.metadataLines() }
        if tensors { lines += summary.tensorLines() }
        lines.forEach { print($0) }
    }

    /// The files; where they are weights that no model can be made of, the weights alone and the reason.
    private func open() throws -> (checkpoint: any Checkpoint, files: ModelFiles?, reason: String?) {
        let url = URL(filePath: model)
        do {
            let files = try ModelFiles.locate(url)
            return (try CheckpointFormat.open(files.url), files, nil)
        } catch let error as ModelError {
            // A model directory must be right; of a lone file, what is there is worth seeing.
            guard let checkpoint = try? CheckpointFormat.open(url),
                checkpoint.format == .gguf || checkpoint.url.standardizedFileURL == url.standardizedFileURL
            else { throw error }
            return (checkpoint, nil, "\(error)")
        }
    }

    private func tokenizer(of files: ModelFiles) throws -> Tokenizer? {
        let file = files.url.appending(path: Tokenizer.fileName)
        if files.format == .safetensors, !FileManager.default.fileExists(atPath: file.path) { return nil }
        return try files.tokenizer()
    }
}
