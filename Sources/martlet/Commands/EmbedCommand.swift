import ArgumentParser
import Foundation
import Foundations
import Generation
import Tensors
import Transformer

/// `martlet embed`: vectors of texts, near each other where the texts mean the same.
struct EmbedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "embed",
        abstract: "Turn texts into vectors, and compare them.",
        usage: "martlet embed <model> [<file> ...] [<options>]",
        discussion: """
            The model is a BERT-type encoder, alone or in the layout of sentence-transformers, or any model that writes \
            texts, whose states are pooled in the engine that generates (Docs/engine.md). Each line of the files \
            is a text; - reads standard input. With --json each text gives a line: its number, its tokens, and its \
            vector. Without it, texts are compared: 1 is the same direction, 0 nothing in common.

            A text longer than an encoder reads is cut at its end, which is reported; a model that writes refuses it.

            EXAMPLES:
              martlet embed MiniLM --text "A bird sings." --text "Birds make music."
              martlet embed MiniLM questions.txt --json > vectors.jsonl
              martlet embed MiniLM questions.txt --output vectors.bin
              martlet embed runs/first questions.txt --pooling lasttoken --json
            """
    )

    @Argument(help: "A model directory, a GGUF file, or the folder of a finished run.", completion: .file())
    var model: String

    @Argument(help: "Files with a text a line.", completion: .file())
    var files: [String] = []

    @Option(name: .customLong("text"), help: ArgumentHelp("A text; may be repeated.", valueName: "text"))
    var texts: [String] = []

    @Option(help: ArgumentHelp("The prompt to put before each text, by its name in the model.", valueName: "name"))
    var prompt: String?

    @Option(
        help: ArgumentHelp(
            "How a model that writes pools: \(PoolingMode.allCases.map(\.rawValue).joined(separator: ", ")).",
            valueName: "mode"))
    var pooling: PoolingMode?

    @Option(help: ArgumentHelp("A file for the vectors: little-endian float32, a row a text.", valueName: "path"))
    var output: String?

    @Flag(help: "Print one JSON object a text.")
    var json = false

    @Option(help: ArgumentHelp("Tokens computed at a time; the result does not depend on it.", valueName: "n"))
    var batchTokens = TextEmbedder.usualTokensPerBatch

    @Option(help: ArgumentHelp("Threads; all processors by default. The result does not depend on it.", valueName: "n"))
    var threads: Int?

    @Option(
        help: ArgumentHelp(
            "fp32, or bf16 for the operands of products; by default fp32 for encoders, else what suits the weights.",
            valueName: "type"))
    var precision: Precision?

    func validate() throws {
        if let threads, threads < 1 { throw ValidationError("--threads must be at least 1") }
        if batchTokens < 1 { throw ValidationError("--batch-tokens must be at least 1") }
        if texts.isEmpty, files.isEmpty { throw ValidationError("name a file, or give a text with --text") }
    }

    func run() async throws {
        Interruption.watch()
        let all = try texts + files.flatMap { try Self.lines(of: $0) }
        if all.isEmpty { throw CommandFailure("\(files.joined(separator: ", ")): there are no lines") }
        let device = threads.map { CPUDevice(threadCount: $0) } ?? .shared
        let embedder = try EmbeddingModel.open(
            URL(filePath: model), pooling: pooling, device: device, precision: precision)
        let progress = EmbeddingProgress(texts: all.count)
        let writer = try EmbeddingOutput(json: json, file: output.map { URL(filePath: $0) })
        var done = 0
        while done < all.count {
            try Interruption.check(output == nil ? "\(done) of \(all.count) texts were done" : "nothing was written")
            let part = Array(all[done..<min(all.count, done + Self.textsAtOnce)]), before = done
            let embeddings = try await embedder.embed(part, prompt: prompt, tokensPerBatch: batchTokens) {
                progress.show(before + $0)
            }
            try writer.add(embeddings, of: part, limit: embedder.maximumTokens)
            done += part.count
        }
        progress.clear()
        try writer.finish()
    }

    /// Texts whose vectors are held before they are written.
    private static let textsAtOnce = 256

    /// The lines of a file, or of standard input.
    private static func lines(of file: String) throws -> [String] {
        let bytes = try TextInput.read(text: nil, file: file == "-" ? nil : file)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw CommandFailure("\(file == "-" ? "standard input" : file) is not UTF-8 text")
        }
        var lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
            String(line.last == 0x0D ? line.dropLast() : line) ?? ""
        }
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }
}
