import Corpus
import Foundation
import Generation
import Tokenization
import Training
import Transformer

/// What a run on preferences works on, found and read as its settings say.
struct PreferenceMaterial {
    /// The directory of the model to begin with.
    let model: URL
    /// The model's tokenizer and chat template.
    let encoder: ChatEncoder
    /// The preferences as they were read.
    let preferences: PreferenceSet
    /// Tokens of a prompt with its answer.
    let context: Int

    /// Reads what the settings name.
    ///
    /// - Throws: `ConfigurationError` where a setting is missing, `TranscriptError` for the first bad preference, and the
    ///   errors of reading a model.
    init(_ settings: PreferenceConfiguration) throws {
        try settings.checkRanges()
        guard let name = settings.model else {
            throw ConfigurationError.missing(
                key: "model", reason: "give --model, a model directory or the folder of a finished run")
        }
        guard let data = settings.data else {
            throw ConfigurationError.missing(key: "data", reason: "give --data, a JSON Lines file of preferences")
        }
        let model = try ModelDirectory.locate(URL(filePath: name).standardizedFileURL)
        self.model = model
        let tokenizer = try Tokenizer(tokenizerJSON: model.appending(path: Tokenizer.fileName))
        let template =
            try settings.chatTemplate.map { try ChatTemplate(file: URL(filePath: $0), directory: model) }
            ?? ChatTemplate.ofModel(model)
        encoder = try ChatEncoder(tokenizer: tokenizer, template: template)
        context = try settings.sequenceLength ?? ModelConfiguration(directory: model).maximumPositions
        let files = try FineTuneMaterial.files(URL(filePath: data))
        preferences = try PreferenceReader(skippingBad: settings.skipBad).read(files)
    }

    /// The preferences as tokens; says how many were left out.
    func data(_ settings: PreferenceConfiguration) throws -> PreferenceData {
        let data = try PreferenceData(
            preferences, judging: settings.loss == .kto, encoder: encoder, context: context,
            skippingBad: settings.skipBad, heldOutShare: settings.heldOut, modelDirectory: model,
            name: settings.data ?? "")
        for (reason, count) in data.skipped {
            StatusLine.note("left out \(count) \(count == 1 ? "preference" : "preferences"): \(reason)")
        }
        return data
    }
}
