public import Foundation
import Generation
public import Tensors
public import Tokenization
public import Transformer

/// A model in this process that takes part in conversations.
///
/// It computes on a thread of its own. Keys and values of one reply are kept for the next, so that a conversation that
/// goes on is read from where it parts from the last one; this, and the number of threads, change no bit of a reply.
///
/// ```swift
/// let model = try LocalLanguageModel(directory: URL(filePath: "runs/assistant"))
/// let response = try await model.respond(to: ModelRequest(Chat([.user("What is 2 + 2?")]))) { print($0) }
/// ```
public actor LocalLanguageModel: LanguageModel {
    private let thread = EngineThread(name: "martlet-chat")
    private let model: CausalLM
    private let device: any ComputeDevice
    private let precision: Precision
    private let prompts: PromptCache
    private let vocabulary: ConstraintVocabulary
    /// The constraint of the last reply, with its masks, and the tools that it is for.
    private var constraint: (tools: [ToolDefinition], value: ToolCallConstraint)?

    public nonisolated let name: String
    /// How conversations become tokens.
    public nonisolated let encoder: ChatEncoder
    /// The configuration of the model.
    public nonisolated let configuration: ModelConfiguration

    public nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    public nonisolated var contextSize: Int? { configuration.maximumPositions }

    /// Takes over a model.
    ///
    /// - Throws: ``LanguageModelError/vocabularyMismatch(tokenizer:model:)`` if the tokenizer can produce ids that the
    ///   model does not know.
    public init(
        model: sending CausalLM, encoder: ChatEncoder, name: String, device: any ComputeDevice = CPUDevice.shared,
        precision: Precision = .float32
    ) throws(LanguageModelError) {
        configuration = model.configuration
        let size = encoder.tokenizer.vocabularySize
        guard size <= configuration.vocabularySize else {
            throw .vocabularyMismatch(tokenizer: size, model: configuration.vocabularySize)
        }
        vocabulary = ConstraintVocabulary(encoder.tokenizer, modelSize: configuration.vocabularySize)
        prompts = PromptCache(for: model)
        self.model = model
        self.encoder = encoder
        self.name = name
        self.device = device
        self.precision = precision
    }

    /// Loads model, tokenizer and chat template of a model directory, a GGUF file, or the folder of a finished run.
    ///
    /// - Parameter template: the chat template, in the place of the model's own.
    /// - Throws: ``LanguageModelError`` if there is no chat template or if the parts do not fit, else what reading them
    ///   throws.
    public init(
        directory: URL, template: ChatTemplate? = nil, device: any ComputeDevice = CPUDevice.shared,
        precision: Precision = .float32
    ) throws {
        try self.init(
            files: ModelFiles.locate(directory), template: template,
            name: directory.standardizedFileURL.lastPathComponent, device: device, precision: precision)
    }

    /// Loads model, tokenizer and chat template from files that have been opened, an adapter among them.
    ///
    /// - Parameters:
    ///   - template: the chat template, in the place of the model's own.
    ///   - name: what the model is called.
    /// - Throws: as the initializer from a directory does.
    public init(
        files: ModelFiles, template: ChatTemplate? = nil, name: String, device: any ComputeDevice = CPUDevice.shared,
        precision: Precision = .float32
    ) throws {
        let chosen: ChatTemplate
        do {
            chosen = try template ?? files.chatTemplate()
        } catch ChatTemplateError.missing {
            throw LanguageModelError.noChatTemplate(directory: files.url.path)
        }
        try self.init(
            model: CausalLM(files: files, weights: .stored(device: device, precision: precision)),
            encoder: ChatEncoder(tokenizer: files.tokenizer(), template: chosen),
            name: name, device: device, precision: precision)
    }

    public nonisolated func tokenCount(of chat: Chat) throws -> Int? {
        try encoder.encode(chat, addingGenerationPrompt: true).tokens.count
    }

    /// Takes the next turn.
    ///
    /// A reply is text, or one call of one of the chat's tools with arguments that fit its schema. Of a call that the
    /// limit of tokens cut short (``ModelResponse/Ending/length``), the message holds what there is of it as text.
    ///
    /// Cancelling the task ends the reply within a step, with ``ModelResponse/Ending/cancelled`` and the text so far.
    ///
    /// - Throws: ``LanguageModelError``, `ConstraintError` for tools that cannot be called, `JinjaError` where the template
    ///   refuses the conversation, `SamplingError` where the model is broken.
    public func respond(
        to request: ModelRequest, onText: @escaping @Sendable (String) -> Void
    ) async throws -> ModelResponse {
        guard let last = request.chat.messages.last else { throw LanguageModelError.nothingToAnswer }
        guard last.role != .assistant else { throw LanguageModelError.ownTurn }
        let prompt = try encoder.encode(request.chat, addingGenerationPrompt: true).tokens
        guard prompt.count < configuration.maximumPositions else {
            throw LanguageModelError.contextFull(tokens: prompt.count, contextSize: configuration.maximumPositions)
        }
        let ends = [encoder.endOfTurnToken]
        let loop = try GenerationLoop(
            model: model, tokenizer: encoder.tokenizer,
            request: GenerationRequest(
                prompt: prompt, sampling: request.sampling,
                stops: StopConditions(maximumTokens: request.maximumTokens, furtherEndTokens: ends),
                constraint: try constraint(for: request.chat.tools, endTokens: ends)),
            device: device, precision: precision, reusing: prompts)
        let callStart = encoder.tokenizer.specialToken(ToolCallConstraint.callStart)
        var isCall = false
        while let token = try loop.next(unless: { Task.isCancelled }) {
            if token.token == callStart { isCall = true }
            if !isCall, !token.text.isEmpty { onText(token.text) }
        }
        guard let result = loop.result else { throw CancellationError() }
        return try response(from: result, isCall: isCall)
    }

    private func response(from result: GenerationResult, isCall: Bool) throws -> ModelResponse {
        let ending = ModelResponse.Ending(result.stopReason)
        let message: ChatMessage
        if !isCall {
            message = .assistant(result.text)
        } else if ending == .finished {
            message = try encoder.message(fromGenerated: result.tokens)
        } else {
            message = .assistant(encoder.tokenizer.decodeString(result.tokens))
        }
        return ModelResponse(
            message: message, ending: ending, promptTokens: result.promptTokenCount, outputTokens: result.tokens.count,
            reusedTokens: result.reusedTokenCount)
    }

    private func constraint(
        for tools: [ToolDefinition], endTokens: [Int32]
    ) throws(ConstraintError) -> ToolCallConstraint {
        if let constraint, constraint.tools == tools { return constraint.value }
        let value = try ToolCallConstraint(
            tools: tools, tokenizer: encoder.tokenizer, vocabulary: vocabulary, endTokens: endTokens)
        constraint = (tools, value)
        return value
    }
}
