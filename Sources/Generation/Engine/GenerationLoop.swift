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
    private let prompts: PromptCache
    private let tape: Tape
    private var sampler: Sampler
    private var constraint: (any TokenConstraint)?
    private var assembler: TextAssembler

    private var sequence: [Int32]
    private var text = ""
    private var stopReason: StopReason?
    private let reusedTokenCount: Int
    private var prefillDuration = Duration.zero
    private var decodeDuration = Duration.zero

    /// Checks the request and makes room for the sequence; nothing is computed yet.
    ///
    /// - Parameter promptCache: what earlier generations of the same model, device and precision left; what it holds of
    ///   the prompt is not computed again.
    /// - Throws: ``GenerationError``, ``SamplingError`` or ``StopConditionError`` saying what is wrong with the request.
    public init(
        model: CausalLM, tokenizer: Tokenizer, request: GenerationRequest,
        device: any ComputeDevice = CPUDevice.shared, precision: Precision = .float32,
        reusing promptCache: PromptCache? = nil
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
        try request.sampling.validate(vocabularySize: configuration.vocabularySize)
        sampler = try Sampler(request.sampling, tokenizer: tokenizer)
        assembler = try TextAssembler(tokenizer: tokenizer, after: last, stopStrings: request.stops.stopStrings)
        endTokens =
            (request.stops.stopsAtEndTokens ? configuration.endOfTextTokens : []) + request.stops.furtherEndTokens
        let room = contextSize - request.prompt.count
        let capacity = request.prompt.count + min(room, request.stops.maximumTokens ?? room)
        prompts = promptCache ?? PromptCache(configuration: configuration, capacity: capacity)
        reusedTokenCount = request.usesCache ? prompts.keepPrefix(of: request.prompt) : 0
        constraint = request.constraint
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
                reusedTokenCount: reusedTokenCount,
                prefillDuration: prefillDuration,
                decodeDuration: decodeDuration
            )
        }
    }

    /// Produces the next token; nil when the text has ended.
    ///
    /// - Parameter isCancelled: asked before anything is computed and from time to time during a long prompt; when it
    ///   answers true, the text ends with ``StopReason/cancelled``, and what was held back of it is left out.
    /// - Throws: ``SamplingError`` if the model's logits are broken, ``ConstraintError`` if the request's constraint
    ///   leaves no token.
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
        let position = sequence.count
        let row = UnsafeBufferPointer(logits.floats)
        guard let (token, candidates) = try choose(from: row, at: position) else {
            stopReason = .complete
            return nil
        }
        let logProbabilities = try request.logProbabilityCount.map { count in
            try TokenLogProbabilities(of: token, in: row, count: count)
        }
        sequence.append(token)
        let piece = settle(token)
        text += piece
        return GeneratedToken(
            token: token, position: position, text: piece, candidates: candidates,
            logProbabilities: logProbabilities)
    }

    /// Chooses the token at `position` among those that the constraint allows; nil where it wants the text to end.
    private func choose(
        from row: UnsafeBufferPointer<Float>, at position: Int
    ) throws -> (token: Int32, candidates: CandidateDistribution?)? {
        guard var constraint else { return try draw(from: row) }
        var choice: (token: Int32, candidates: CandidateDistribution?)
        if request.sampling.isGreedy, request.candidateCount == 0,
            let best = try? sampler.sample(logits: row, after: sequence), constraint.allows(best)
        {
            // The best of all tokens is the best of those that are allowed: no mask is needed.
            choice = (best, nil)
        } else {
            let mask = constraint.allowedTokens()
            guard mask.vocabularySize == row.count else {
                throw ConstraintError.vocabularyMismatch(constraint: mask.vocabularySize, model: row.count)
            }
            if mask.isEmpty {
                if constraint.isComplete { return nil }
                throw ConstraintError.noToken(position: position)
            }
            // What is broken stays in sight.
            let masked = row.indices.map { index in
                mask.contains(Int32(index)) || !(row[index] < .infinity) ? row[index] : -.infinity
            }
            choice = try masked.withUnsafeBufferPointer { try draw(from: $0) }
        }
        guard constraint.accept(choice.token) else { throw ConstraintError.noToken(position: position) }
        self.constraint = constraint
        return choice
    }

    private func draw(
        from row: UnsafeBufferPointer<Float>
    ) throws -> (token: Int32, candidates: CandidateDistribution?) {
        var candidates: CandidateDistribution?
        if request.candidateCount > 0 {
            candidates = try sampler.distribution(
                logits: row, after: sequence, count: request.candidateCount)
        }
        return (try sampler.sample(logits: row, after: sequence), candidates)
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
        if !request.usesCache { prompts.truncate(to: 0) }
        prompts.makeRoom(for: sequence.count)
        var logits: Tensor?
        while prompts.tokens.count < sequence.count {
            if isCancelled() { return nil }
            let start = prompts.tokens.count
            let end = min(sequence.count, start + Self.prefillChunk)
            tape.reset()
            logits = try model.logits(
                of: Array(sequence[start..<end]), cache: prompts.cache, rows: .last, tape: tape)
            prompts.append(sequence[start..<end])
        }
        return logits
    }
}
