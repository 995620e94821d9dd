import Corpus
import Foundation
import Generation
import Tokenization
import Training
import Transformer

/// What a fine-tuning run works on, found and read as its settings say.
struct FineTuneMaterial {
    /// The directory of the model to begin with.
    let model: URL
    /// The model's tokenizer and chat template.
    let encoder: ChatEncoder
    /// The transcripts as they were read.
    let transcripts: TranscriptSet
    /// Files that were read.
    let files: [URL]
    /// Positions of a sequence.
    let sequenceLength: Int

    /// Reads what the settings name.
    ///
    /// - Throws: `ConfigurationError` where a setting is missing, `TranscriptError` for the first bad transcript, and the
    ///   errors of reading a model.
    init(_ settings: FineTuneConfiguration) throws {
        try settings.checkRanges()
        guard let name = settings.model else {
            throw ConfigurationError.missing(
                key: "model", reason: "give --model, a model directory or the folder of a finished run")
        }
        guard let data = settings.data else {
            throw ConfigurationError.missing(key: "data", reason: "give --data, a JSON Lines file of chat transcripts")
        }
        model = try ModelDirectory.locate(URL(filePath: name).standardizedFileURL)
        let tokenizer = try Tokenizer(tokenizerJSON: model.appending(path: Tokenizer.fileName))
        encoder = try ChatEncoder(tokenizer: tokenizer, template: Self.template(settings, model))
        sequenceLength = try settings.sequenceLength ?? ModelConfiguration(directory: model).maximumPositions
        files = try Self.files(URL(filePath: data))
        transcripts = try TranscriptReader(skippingBad: settings.skipBad, format: settings.format).read(files)
    }

    /// The transcripts as tokens.
    func data(_ settings: FineTuneConfiguration) throws -> FineTuneData {
        try FineTuneData(
            transcripts, encoder: encoder, sequenceLength: sequenceLength, skippingBad: settings.skipBad,
            cuttingLong: settings.cutLong, heldOutShare: settings.heldOut, modelDirectory: model,
            name: settings.data ?? "")
    }

    private static func template(_ settings: FineTuneConfiguration, _ model: URL) throws -> ChatTemplate {
        if let file = settings.chatTemplate {
            return try ChatTemplate(file: URL(filePath: file), directory: model)
        }
        return try ChatTemplate.ofModel(model)
    }

    /// The file itself, or the JSON files of a folder, in the order of their names.
    static func files(_ url: URL) throws -> [URL] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder), isFolder.boolValue else {
            return [url]
        }
        let found = try FileManager.default.contentsOfDirectory(at: url, includingPropertiesForKeys: nil)
            .filter { ["jsonl", "json"].contains($0.pathExtension) }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
        guard !found.isEmpty else { throw CommandFailure("\(url.path) holds no .jsonl or .json file") }
        return found
    }
}
