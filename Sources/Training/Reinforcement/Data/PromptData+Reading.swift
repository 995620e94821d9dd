public import Corpus
public import Foundation
import Generation
public import Tokenization
public import Transformer

extension PromptData {
    /// Encodes prompts for a model.
    ///
    /// - Parameters:
    ///   - prompts: what was read.
    ///   - encoder: the chat template; nil: prompts that are texts are continued as they are, and conversations refused.
    ///   - tokenizer: the model's tokenizer.
    ///   - configuration: the model's, which says what begins and ends a text.
    ///   - skippingBad: whether prompts that cannot be used are left out and counted.
    ///   - modelDirectory: where the tokenizer's files lie that go with the trained model.
    /// - Throws: `TranscriptError`, naming file and line of the first prompt that cannot be used.
    public init(
        _ prompts: TaskPromptSet, encoder: ChatEncoder?, tokenizer: Tokenizer, configuration: ModelConfiguration,
        skippingBad: Bool, heldOutShare: Double, modelDirectory: URL, name: String
    ) throws {
        var refused = prompts
        var tasks: [PromptTask] = []
        for prompt in prompts.prompts {
            do throws(TranscriptError) {
                tasks.append(try Self.task(prompt, encoder, tokenizer, configuration))
            } catch {
                guard skippingBad else { throw error }
                refused.refused.append(error)
            }
        }
        let files = [Tokenizer.fileName, Tokenizer.configurationFileName].map { modelDirectory.appending(path: $0) }
        self.init(
            tasks: tasks, heldOutShare: heldOutShare, tokenizer: tokenizer, name: name,
            endTokens: encoder.map { [$0.endOfTurnToken] } ?? [],
            skipped: refused.refusedCounts.map { ($0.kind.rawValue, $0.count) }
        ) { folder in
            try RunMaterial.copy(files, into: folder)
            try encoder?.template.save(directory: folder)
        }
    }

    private static func task(
        _ prompt: TaskPrompt, _ encoder: ChatEncoder?, _ tokenizer: Tokenizer, _ configuration: ModelConfiguration
    ) throws(TranscriptError) -> PromptTask {
        let tokens: [Int32], text: String
        do {
            switch prompt.content {
            case .text(let asked):
                text = asked
                tokens =
                    try encoder?.encode(Chat([.user(asked)]), addingGenerationPrompt: true).tokens
                    ?? tokenizer.encodePrompt(asked, for: configuration)
            case .chat(let chat):
                text = chat.messages.last?.content ?? ""
                guard let encoder else {
                    throw TranscriptError(
                        .refusedByTemplate, at: prompt.origin,
                        "the prompt is a conversation, and the model has no chat template: give --format chat")
                }
                tokens = try encoder.encode(chat, addingGenerationPrompt: true).tokens
            }
        } catch let error as TranscriptError {
            throw error
        } catch {
            throw TranscriptError(.refusedByTemplate, at: prompt.origin, "\(error)")
        }
        guard tokens.count < configuration.maximumPositions else {
            throw .longerThanContext(prompt.origin, tokens: tokens.count + 1, context: configuration.maximumPositions)
        }
        return PromptTask(tokens: tokens, text: text, expected: prompt.answer)
    }
}
