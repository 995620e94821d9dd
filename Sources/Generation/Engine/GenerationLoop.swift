public import Tensors
public import Tokenization
public import Transformer

/// The token loop: prompt, key-value cache, one token after another, until something ends the text.
///
/// It computes on the thread that calls it. ``Generator`` runs it on a thread of its own for asynchronous callers.
///
/// ```swift
/// let loop = try GenerationLoop(model: model, tokenizer: tokenizer, request: request)
/// while let token = try loop.next() { print(token.text, terminator: "") }
/// print(loop.result!.stopReason)
/// ```
public final class GenerationLoop {
    /// The positions processed between two looks at whether the caller has given up.
    private static let prefillChunk = 128

    /// What was asked for.
    public let request: GenerationRequest

    private let model: CausalLM
    private let contextSize: Int
    private let endTokens: [Int32]
    private let cache: KVCache
    private let tape: Tape
    private var sampler: Sampler
    private var assembler: TextAssembler

    private var sequence: [Int32]
    private var text = ""
    private var stopReason: StopReason?
    private var prefillDuration = Duration.zero
    private var decodeDuration = Duration.zero

    /// Checks the request and makes room for the sequence; nothing is computed yet.
    ///
    /// - Throws: ``GenerationError``, ``SamplingError`` or ``StopConditionError`` saying what is wrong with the request.
    public init(
        model: CausalLM, tokenizer: Tokenizer, request: GenerationRequest,
        device: any ComputeDevice = CPUDevice.shared, precision: Precision = .float32
    ) throws {
        let configuration = model.configuration
        contextSize = configuration.maximumPositions
        guard let last = request.prompt.last else { throw GenerationError.emptyPrompt }
        guard request.prompt.count <= contextSize else {
            throw GenerationError.promptTooLong(promptTokens: request.prompt.count, contextSize: contextSize)
        }
        for (index, token) in request.prompt.enumerated()
        where !(0..<configuration.vocabularySize).contains(Int(token)) {
            throw GenerationError.tokenOutOfRange(
                token: token, index: index, vocabularySize: configuration.vocabularySize)
        }
        try request.stops.validate()
        sampler = try Sampler(request.sampling)
        assembler = try TextAssembler(tokenizer: tokenizer, after: last, stopStrings: request.stops.stopStrings)
        endTokens = request.stops.stopsAtEndTokens ? configuration.endOfTextTokens : []
        let room = contextSize - request.prompt.count
        cache = KVCache(
            configuration: configuration,
            capacity: request.prompt.count + min(room, request.stops.maximumTokens ?? room)
        )
        tape = Tape(device: device, mode: .generation, precision: precision)
        sequence = request.prompt
        self.model = model
        self.request = request
    }

    /// The finished generation; nil until ``next(unless:)`` has returned nil.
    public var result: GenerationResult? {
        stopReason.map { reason in
            GenerationResult(
                tokens: Array(sequence.dropFirst(request.prompt.count)),
                text: text,
                stopReason: reason,
                promptTokenCount: request.prompt.count,
                prefillDuration: prefillDuration,
                decodeDuration: decodeDuration
            )
        }
    }

    /// Produces the next token; nil when the text has ended.
    ///
    /// - Parameter isCancelled: asked before anything is computed and from time to time during a long prompt; when it
    ///   answers true, the text ends with ``StopReason/cancelled``, and what was held back of it is left out.
    /// - Throws: ``SamplingError`` if the model's logits are broken.
    public func next(unless isCancelled: () -> Bool = { false }) throws -> GeneratedToken? {
        guard stopReason == nil else { return nil }
        if let limit = limitReached {
            stopReason = limit
            return nil
        }
        let clock = ContinuousClock()
        let start = clock.now
        let isFirst = sequence.count == request.prompt.count
        defer {
            let duration = start.duration(to: clock.now)
            if isFirst { prefillDuration += duration } else { decodeDuration += duration }
        }
        guard let logits = try lastLogits(unless: isCancelled) else {
            stopReason = .cancelled
            return nil
        }
        let row = UnsafeBufferPointer(logits.floats)
        var candidates: CandidateDistribution?
        if request.candidateCount > 0 {
            candidates = try sampler.distribution(logits: row, count: request.candidateCount)
        }
        let position = sequence.count
        let token = try sampler.sample(logits: row, position: position)
        sequence.append(token)
        let piece = settle(token)
        text += piece
        return GeneratedToken(token: token, position: position, text: piece, candidates: candidates)
    }

    /// Decides whether `token` ends the text, and returns the text that is now certain.
    private func settle(_ token: Int32) -> String {
        if endTokens.contains(token) {
            stopReason = .endToken(token)
            return assembler.finish()
        }
        let piece = assembler.append(token)
        stopReason = assembler.match.map(StopReason.stopString) ?? limitReached
        return stopReason == nil ? piece : piece + assembler.finish()
    }

    /// The limit that the sequence has reached.
    private var limitReached: StopReason? {
        if let limit = request.stops.maximumTokens, sequence.count - request.prompt.count >= limit {
            return .tokenLimit(limit)
        }
        return sequence.count >= contextSize ? .contextLimit(contextSize) : nil
    }

    /// The logits behind the last token of the sequence; nil if the caller gave up.
    private func lastLogits(unless isCancelled: () -> Bool) throws -> Tensor? {
        if !request.usesCache { cache.truncate(to: 0) }
        var logits: Tensor?
        while cache.count < sequence.count {
            if isCancelled() { return nil }
            let end = min(sequence.count, cache.count + Self.prefillChunk)
            tape.reset()
            logits = try model.logits(
                of: Array(sequence[cache.count..<end]), cache: cache, rows: .last, tape: tape)
        }
        return logits
    }
}
