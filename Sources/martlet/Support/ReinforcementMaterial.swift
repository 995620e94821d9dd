import Corpus
import Foundation
import Generation
import Tokenization
import Training
import Transformer

/// What a run of reinforcement learning works on, found and read as its settings say.
struct ReinforcementMaterial {
    /// The directory of the model to begin with.
    let model: URL
    /// The model's tokenizer.
    let tokenizer: Tokenizer
    /// The chat template; nil where prompts are continued as they are.
    let encoder: ChatEncoder?
    /// The prompts as tokens.
    let data: PromptData
    /// What is rewarded.
    let terms: [RewardTerm]

    /// Reads what the settings name.
    ///
    /// - Throws: `ConfigurationError` where a setting is missing, `TranscriptError` for the first bad prompt, and the errors
    ///   of reading a model.
    init(_ settings: ReinforcementConfiguration) throws {
        try settings.checkRanges()
        guard let name = settings.model else {
            throw ConfigurationError.missing(
                key: "model", reason: "give --model, a model directory or the folder of a finished run")
        }
        guard let prompts = settings.prompts else {
            throw ConfigurationError.missing(key: "prompts", reason: "give --prompts, a JSON Lines file of prompts")
        }
        guard let reward = settings.reward else {
            throw ConfigurationError.missing(key: "reward", reason: "give --reward, such as exact or model:PATH")
        }
        terms = try RewardTerm.terms(in: reward)
        model = try ModelDirectory.locate(URL(filePath: name).standardizedFileURL)
        tokenizer = try Tokenizer(tokenizerJSON: model.appending(path: Tokenizer.fileName))
        encoder = try Self.encoder(settings, model, tokenizer)
        let reader = TaskPromptReader(
            skippingBad: settings.skipBad, needsAnswer: terms.contains { $0.needsExpectedAnswer })
        data = try PromptData(
            reader.read(FineTuneMaterial.files(URL(filePath: prompts))), encoder: encoder, tokenizer: tokenizer,
            configuration: ModelConfiguration(directory: model), skippingBad: settings.skipBad,
            heldOutShare: settings.heldOut, modelDirectory: model, name: prompts)
        for (reason, count) in data.skipped {
            StatusLine.note("left out \(count) \(count == 1 ? "prompt" : "prompts"): \(reason)")
        }
    }

    private static func encoder(
        _ settings: ReinforcementConfiguration, _ model: URL, _ tokenizer: Tokenizer
    ) throws -> ChatEncoder? {
        if let file = settings.chatTemplate {
            let template = try ChatTemplate(file: URL(filePath: file), directory: model)
            return try ChatEncoder(tokenizer: tokenizer, template: template)
        }
        switch settings.format {
        case .text: return nil
        case .chat: return try ChatEncoder(tokenizer: tokenizer, template: .ofModel(model))
        case .auto:
            do {
                return try ChatEncoder(tokenizer: tokenizer, template: ChatTemplate(directory: model))
            } catch ChatTemplateError.missing {
                return nil
            }
        }
    }
}
