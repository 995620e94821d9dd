import AgentTraining
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
    /// What is acted on.
    let subject: Subject

    enum Subject {
        /// Prompts as tokens, and what is rewarded.
        case prompts(PromptData, [RewardTerm])
        /// Tasks, which say themselves whether they are solved.
        case tasks(TaskPractice)
    }

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
        model = try ModelDirectory.locate(URL(filePath: name).standardizedFileURL)
        tokenizer = try Tokenizer(tokenizerJSON: model.appending(path: Tokenizer.fileName))
        switch settings.environment {
        case .prompts:
            let encoder = try Self.encoder(settings, model, tokenizer)
            self.encoder = encoder
            subject = try Self.prompts(settings, encoder, tokenizer, model)
        case .tasks:
            try Self.refusePrompts(settings)
            let encoder = try Self.chatEncoder(settings, model, tokenizer)
            self.encoder = encoder
            subject = .tasks(try TaskPractice(settings, encoder: encoder))
        }
    }

    /// Tasks bring goals and rewards of their own.
    private static func refusePrompts(_ settings: ReinforcementConfiguration) throws(ConfigurationError) {
        for (key, value) in [("prompts", settings.prompts), ("reward", settings.reward)] where value != nil {
            throw .unusable(key: key, reason: "the environment 'tasks' has its own; leave it out")
        }
    }

    private static func prompts(
        _ settings: ReinforcementConfiguration, _ encoder: ChatEncoder?, _ tokenizer: Tokenizer, _ model: URL
    ) throws -> Subject {
        guard let prompts = settings.prompts else {
            throw ConfigurationError.missing(
                key: "prompts", reason: "give --prompts, a JSON Lines file of prompts, or --environment tasks")
        }
        guard let reward = settings.reward else {
            throw ConfigurationError.missing(key: "reward", reason: "give --reward, such as exact or model:PATH")
        }
        let terms = try RewardTerm.terms(in: reward)
        let reader = TaskPromptReader(
            skippingBad: settings.skipBad, needsAnswer: terms.contains { $0.needsExpectedAnswer })
        let data = try PromptData(
            reader.read(FineTuneMaterial.files(URL(filePath: prompts))), encoder: encoder, tokenizer: tokenizer,
            configuration: ModelConfiguration(directory: model), skippingBad: settings.skipBad,
            heldOutShare: settings.heldOut, modelDirectory: model, name: prompts)
        for (reason, count) in data.skipped {
            StatusLine.note("left out \(count) \(count == 1 ? "prompt" : "prompts"): \(reason)")
        }
        return .prompts(data, terms)
    }

    /// The reward as text, with whole paths; nil where tasks say themselves what they are worth.
    var reward: String? {
        switch subject {
        case .prompts(_, let terms): RewardTerm.text(of: terms)
        case .tasks: nil
        }
    }

    private static func encoder(
        _ settings: ReinforcementConfiguration, _ model: URL, _ tokenizer: Tokenizer
    ) throws -> ChatEncoder? {
        if settings.chatTemplate != nil { return try chatEncoder(settings, model, tokenizer) }
        switch settings.format {
        case .text: return nil
        case .chat: return try chatEncoder(settings, model, tokenizer)
        case .auto:
            do {
                return try ChatEncoder(tokenizer: tokenizer, template: ChatTemplate(directory: model))
            } catch ChatTemplateError.missing {
                return nil
            }
        }
    }

    /// The template that is named, else the model's own, else the standard one.
    private static func chatEncoder(
        _ settings: ReinforcementConfiguration, _ model: URL, _ tokenizer: Tokenizer
    ) throws -> ChatEncoder {
        let template =
            try settings.chatTemplate.map { try ChatTemplate(file: URL(filePath: $0), directory: model) }
            ?? .ofModel(model)
        return try ChatEncoder(tokenizer: tokenizer, template: template)
    }
}
