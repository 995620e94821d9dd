public import Foundation
public import Tensors
public import Tokenization
public import Transformer

/// A model and its tokenizer on a thread of their own.
///
/// Everything that computes runs on that thread, never on those that Swift's concurrency shares among tasks.
///
/// ```swift
/// let generator = try Generator(directory: URL(filePath: "models/stories"))
/// let prompt = try generator.tokens(of: "Once upon a time")
/// for try await event in generator.stream(GenerationRequest(prompt: prompt)) {
///     switch event {
///     case .token(let token): print(token.text, terminator: "")
///     case .finished(let result): print("\n\(result.stopReason)")
///     }
/// }
/// ```
public actor Generator {
    private let thread = EngineThread(name: "martlet-engine")
    private let model: CausalLM
    private let device: any ComputeDevice
    private let precision: Precision

    /// The tokenizer that belongs to the model.
    public nonisolated let tokenizer: Tokenizer

    /// The configuration of the model.
    public nonisolated let configuration: ModelConfiguration

    public nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    /// Takes over a model.
    ///
    /// - Throws: ``GenerationError/vocabularyMismatch(tokenizer:model:)`` if the tokenizer can produce ids that the
    ///   model does not know.
    public init(
        model: sending CausalLM, tokenizer: Tokenizer, device: any ComputeDevice = CPUDevice.shared,
        precision: Precision = .float32
    ) throws(GenerationError) {
        configuration = model.configuration
        guard tokenizer.vocabularySize <= configuration.vocabularySize else {
            throw GenerationError.vocabularyMismatch(
                tokenizer: tokenizer.vocabularySize, model: configuration.vocabularySize)
        }
        self.model = model
        self.tokenizer = tokenizer
        self.device = device
        self.precision = precision
    }

    /// Loads the model and the tokenizer of a model directory, a GGUF file, or the folder of a finished run.
    ///
    /// - Throws: ``GenerationError`` if there is no model or if the two do not fit, else what reading them throws.
    public init(
        directory: URL, device: any ComputeDevice = CPUDevice.shared, precision: Precision = .float32
    ) throws {
        let files = try ModelFiles.locate(directory)
        try self.init(
            model: CausalLM(files: files), tokenizer: files.tokenizer(), device: device, precision: precision)
    }

    /// The tokens of a prompt; see ``Tokenization/Tokenizer/encodePrompt(_:for:allowingSpecialTokens:)``.
    public nonisolated func tokens(
        of prompt: String, allowingSpecialTokens: Bool = false
    ) throws(GenerationError) -> [Int32] {
        try tokenizer.encodePrompt(prompt, for: configuration, allowingSpecialTokens: allowingSpecialTokens)
    }

    /// The continuation of a prompt, token by token, as fast as the caller asks for it.
    public nonisolated func stream(_ request: GenerationRequest) -> GenerationStream {
        GenerationStream(generator: self, request: request)
    }

    /// The whole continuation of a prompt.
    ///
    /// Cancelling the task ends the text early, with ``StopReason/cancelled``.
    public nonisolated func generate(_ request: GenerationRequest) async throws -> GenerationResult {
        for try await event in stream(request) {
            if case .finished(let result) = event { return result }
        }
        throw CancellationError()
    }

    /// Makes one step of a session; on the generator's thread.
    func advance(_ session: GenerationSession) throws -> GenerationEvent? {
        try session.advance { request in
            try GenerationLoop(
                model: model, tokenizer: tokenizer, request: request, device: device, precision: precision)
        }
    }
}
