public import Foundation
import Foundations
import Generation
public import Tensors
public import Tokenization
public import Transformer

/// A model in this process that is measured, on a thread of its own.
///
/// Log-likelihoods are computed many in one pass over the weights, and what requests have in common at their beginning
/// once; completions go through the engine that serves many requests at a time. Neither the size of a batch nor the
/// number of threads changes a bit of an answer.
///
/// ```swift
/// let model = try LocalEvaluatedModel(directory: URL(filePath: "runs/first"))
/// let scores = try await model.logLikelihoods(of: [LikelihoodRequest(context: "The sky is", continuation: " blue")])
/// print(scores[0].logLikelihood, scores[0].isGreedy)
/// ```
public actor LocalEvaluatedModel: EvaluatedModel {
    private let thread = EngineThread(name: "martlet-eval")
    private let likelihoods: LikelihoodEngine
    let generation: BatchEngine
    private let batch: Int
    let betweenPasses: @Sendable () throws -> Void

    public nonisolated let name: String
    /// The tokenizer that belongs to the model.
    public nonisolated let tokenizer: Tokenizer
    /// How conversations become tokens; nil for a model without a chat template.
    public nonisolated let encoder: ChatEncoder?
    /// The configuration of the model.
    public nonisolated let configuration: ModelConfiguration

    public nonisolated var takesConversations: Bool { encoder != nil }

    public nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    /// Takes over a model.
    ///
    /// - Parameters:
    ///   - encoder: how conversations become tokens, where the model is used to them.
    ///   - batch: requests that are computed together.
    ///   - betweenPasses: called before each pass over the weights; what it throws ends the work.
    /// - Throws: ``EvaluationError/vocabularyMismatch(tokenizer:model:)``.
    public init(
        model: sending CausalLM, tokenizer: Tokenizer, encoder: ChatEncoder? = nil, name: String,
        device: any ComputeDevice = CPUDevice.shared, precision: Precision = .float32, batch: Int = 8,
        betweenPasses: @escaping @Sendable () throws -> Void = {}
    ) throws(EvaluationError) {
        configuration = model.configuration
        guard tokenizer.vocabularySize <= configuration.vocabularySize else {
            throw .vocabularyMismatch(tokenizer: tokenizer.vocabularySize, model: configuration.vocabularySize)
        }
        self.tokenizer = tokenizer
        self.encoder = encoder
        self.name = name
        self.batch = max(1, batch)
        self.betweenPasses = betweenPasses
        // Two caches: a task uses one of them.
        let bytes = Machine.current.memory / 5
        likelihoods = LikelihoodEngine(
            model: model, device: device, precision: precision, byteLimit: bytes, betweenPasses: betweenPasses)
        generation = BatchEngine(
            model: model, tokenizer: tokenizer, device: device, precision: precision,
            options: EngineOptions(cacheByteLimit: bytes, limits: SchedulerLimits(requests: max(1, batch))))
    }

    /// Loads model, tokenizer and chat template of a model directory, a GGUF file, or the folder of a finished run.
    ///
    /// - Parameter adapter: the folder of an adapter to lay over the model, or of the run that trained it.
    public init(
        directory: URL, adapter: URL? = nil, name: String? = nil, device: any ComputeDevice = CPUDevice.shared,
        precision: Precision? = nil, batch: Int = 8, betweenPasses: @escaping @Sendable () throws -> Void = {}
    ) throws {
        let files = try ModelFiles.locate(directory, adapter: adapter), tokenizer = try files.tokenizer()
        let precision = precision ?? files.suitedPrecision
        let encoder: ChatEncoder?
        do {
            encoder = try ChatEncoder(tokenizer: tokenizer, template: files.chatTemplate())
        } catch ChatTemplateError.missing {
            encoder = nil
        }
        try self.init(
            model: CausalLM(files: files, weights: .stored(device: device, precision: precision)),
            tokenizer: tokenizer, encoder: encoder, name: name ?? directory.standardizedFileURL.lastPathComponent,
            device: device, precision: precision, batch: batch, betweenPasses: betweenPasses)
    }

    /// Tokens that have been read for log-likelihoods; what requests have in common is counted once.
    package var readTokens: Int { likelihoods.readTokens }

    /// How probable each continuation is after its context; see ``LikelihoodRequest``.
    ///
    /// A context that is too long for the model loses its beginning, which ``LikelihoodScore/cutTokens`` tells.
    ///
    /// - Throws: ``EvaluationError``, `ModelError`.
    public func logLikelihoods(of requests: [LikelihoodRequest]) async throws -> [LikelihoodScore] {
        let encoder = LikelihoodTokens(tokenizer: tokenizer, configuration: configuration)
        let texts = try requests.map { try encoder.tokens(of: $0) }
        return zip(try scores(of: texts.map(\.tokens)), texts).map { LikelihoodScore($0, cutTokens: $1.cut) }
    }

    /// How probable each text is from its beginning.
    ///
    /// - Throws: ``EvaluationError``, `ModelError`.
    public func rollingLogLikelihoods(of requests: [RollingRequest]) async throws -> [RollingScore] {
        let encoder = LikelihoodTokens(tokenizer: tokenizer, configuration: configuration)
        return try requests.map { request in
            let size = min(request.window ?? .max, configuration.maximumPositions)
            guard size > 1, request.overlap > 0, request.overlap < size else {
                throw EvaluationError.badWindow(
                    size: size, overlap: request.overlap, contextSize: configuration.maximumPositions)
            }
            let begin = try? encoder.beginning(needed: true)
            let tokens = (begin ?? []) + tokenizer.encode(bytes: request.bytes)
            let windows = RollingWindows.windows(of: tokens, size: size, overlap: request.overlap)
            guard !windows.isEmpty else { throw EvaluationError.emptyText }
            let unscored = begin == nil ? tokenizer.bytes(of: tokens[0], after: nil).count : 0
            return RollingScore(
                windows: try scores(of: windows).map { scores in
                    LossSum(nats: -scores.reduce(0) { $0 + $1.logProbability }, tokens: scores.count)
                }, byteCount: request.bytes.count - unscored, unscoredBytes: unscored)
        }
    }

    private func scores(of texts: [ScoredTokens]) throws -> [[TokenScore]] {
        var scores: [[TokenScore]] = []
        for start in stride(from: 0, to: texts.count, by: batch) {
            try Task.checkCancellation()
            let part = Array(texts[start..<min(texts.count, start + batch)])
            guard let found = try likelihoods.scores(of: part) else { throw EvaluationError.brokenLogits(model: name) }
            scores += found
        }
        return scores
    }
}
