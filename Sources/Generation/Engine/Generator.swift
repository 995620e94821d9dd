public import Foundation
import Synchronization
public import Tensors
public import Tokenization
public import Transformer

/// A model and its tokenizer on a thread of their own.
///
/// Everything that computes runs on that thread, never on those that Swift's concurrency shares among tasks. Any number
/// of streams may be read at once: their tokens are computed together, and each gets the bits it would get alone.
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
    let engine: BatchEngine
    private var readers: [Int: CheckedContinuation<GenerationEvent?, any Error>] = [:]
    var askers: [Int: CheckedContinuation<EngineAnswer, any Error>] = [:]
    /// Requests whose tasks were cancelled: the next step ends them, however busy the threads are that tasks share.
    let abandoned = Mutex<[Int]>([])
    private var isStepping = false

    /// The tokenizer that belongs to the model.
    public nonisolated let tokenizer: Tokenizer

    /// The configuration of the model.
    public nonisolated let configuration: ModelConfiguration

    /// Tokens that prompt and text may have together: the model's context, or what the cache has room for.
    public nonisolated let contextSize: Int

    public nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    /// Takes over a model.
    ///
    /// - Parameters:
    ///   - options: how requests share time and memory.
    ///   - draftModel: what guesses ahead for requests that ask for it.
    /// - Throws: ``GenerationError/vocabularyMismatch(tokenizer:model:)`` if the tokenizer can produce ids that the
    ///   model does not know.
    public init(
        model: sending CausalLM, tokenizer: Tokenizer, device: any ComputeDevice = CPUDevice.shared,
        precision: Precision = .float32, options: EngineOptions = EngineOptions(),
        draftModel: sending DraftModel? = nil
    ) throws(GenerationError) {
        configuration = model.configuration
        guard tokenizer.vocabularySize <= configuration.vocabularySize else {
            throw GenerationError.vocabularyMismatch(
                tokenizer: tokenizer.vocabularySize, model: configuration.vocabularySize)
        }
        self.tokenizer = tokenizer
        engine = BatchEngine(
            model: model, tokenizer: tokenizer, device: device, precision: precision, options: options,
            draftModel: draftModel)
        contextSize = engine.contextSize
    }

    /// Loads the model and the tokenizer of a model directory, a GGUF file, or the folder of a finished run.
    ///
    /// - Throws: ``GenerationError`` if there is no model or if the two do not fit, else what reading them throws.
    public init(
        directory: URL, device: any ComputeDevice = CPUDevice.shared, precision: Precision = .float32,
        options: EngineOptions = EngineOptions()
    ) throws {
        let files = try ModelFiles.locate(directory)
        try self.init(
            model: CausalLM(files: files, weights: .stored(device: device, precision: precision)),
            tokenizer: files.tokenizer(), device: device, precision: precision, options: options)
    }

    /// The tokens of a prompt; see ``Tokenization/Tokenizer/encodePrompt(_:for:allowingSpecialTokens:)``.
    public nonisolated func tokens(
        of prompt: String, allowingSpecialTokens: Bool = false
    ) throws(GenerationError) -> [Int32] {
        try tokenizer.encodePrompt(prompt, for: configuration, allowingSpecialTokens: allowingSpecialTokens)
    }

    /// The continuation of a prompt, token by token; at most a few are computed before they are asked for.
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

    /// What is going on now.
    public var statistics: EngineStatistics { engine.statistics }

    /// The next event of a session; nil after the last.
    func next(of session: GenerationSession) async throws -> GenerationEvent? {
        let id: Int
        switch session.state {
        case .finished: return nil
        case .running(let known): id = known
        case .requested(let request):
            session.state = .finished
            id = try engine.submit(request)[0]
            session.state = .running(id: id)
        }
        do {
            if Task.isCancelled { engine.cancel(id) }
            var event = try engine.take(id)
            wake()
            if event == nil {
                event = try await withCheckedThrowingContinuation { continuation in
                    // Of two that read one stream at once, the earlier gets nothing.
                    readers.updateValue(continuation, forKey: id)?.resume(returning: nil)
                }
            }
            if case .token = event { return event }
            session.state = .finished
            return event
        } catch {
            session.state = .finished
            throw error
        }
    }

    /// Ends a session at what has been read.
    func cancel(_ session: GenerationSession) {
        guard case .running(let id) = session.state else { return }
        engine.cancel(id)
        deliver()
        wake()
    }

    /// Forgets a request that nobody reads any more.
    func forget(_ id: Int) {
        engine.forget(id)
        wake()
    }

    /// Begins to make steps, if nobody does.
    func wake() {
        guard !isStepping else { return }
        isStepping = true
        Task { self.step() }
    }

    /// Makes a step, and another after whatever else waits for this thread.
    private func step() {
        endAbandoned()
        let continues = engine.step()
        deliver()
        isStepping = false
        if continues { wake() }
    }

    private func endAbandoned() {
        let ids = abandoned.withLock { ids in
            defer { ids = [] }
            return ids
        }
        for id in ids { engine.cancel(id) }
    }

    /// Hands readers what has been computed for them.
    func deliver() {
        for (id, reader) in readers {
            do {
                let event = try engine.take(id)
                if event == nil, engine.knows(id) { continue }
                readers[id] = nil
                reader.resume(returning: event)
            } catch {
                readers[id] = nil
                reader.resume(throwing: error)
            }
        }
        for (id, asker) in askers {
            do {
                guard let answer = try engine.answer(of: id) else { continue }
                askers[id] = nil
                asker.resume(returning: answer)
            } catch {
                askers[id] = nil
                asker.resume(throwing: error)
            }
        }
    }

    /// Hands the engine to something else that computes with its model; on the generator's thread.
    func withEngine<Result>(_ body: (BatchEngine) throws -> Result) rethrows -> Result { try body(engine) }
}
