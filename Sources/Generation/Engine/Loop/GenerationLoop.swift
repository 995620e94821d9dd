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

    /// Logits behind the last token and behind guesses that follow it.
    private struct Lookahead {
        let logits: Tensor
        let guesses: [Int32]
        let duration: Duration
        /// Rows that have been chosen from.
        var used = 0
    }

    private let model: CausalLM
    private let prompts: PromptCache
    private let tape: Tape
    private var progress: TextProgress
    private var speculator: Speculator?
    private var ahead: Lookahead?
    private var isFinished = false
    private let reusedTokenCount: Int
    private var prefillDuration = Duration.zero
    private var decodeDuration = Duration.zero

    /// Checks the request and makes room for the sequence; nothing is computed yet.
    ///
    /// - Parameters:
    ///   - promptCache: what earlier generations of the same model, device and precision left; what it holds of the prompt
    ///     is not computed again.
    ///   - draftModel: what guesses ahead for a request that asks for it.
    /// - Throws: ``GenerationError``, ``SamplingError`` or ``StopConditionError`` saying what is wrong with the request.
    public init(
        model: CausalLM, tokenizer: Tokenizer, request: GenerationRequest,
        device: any ComputeDevice = CPUDevice.shared, precision: Precision = .float32,
        reusing promptCache: PromptCache? = nil, draftModel: DraftModel? = nil
    ) throws {
        let configuration = model.configuration
        progress = try TextProgress(
            request, configuration: configuration, tokenizer: tokenizer, contextSize: configuration.maximumPositions)
        prompts = promptCache ?? PromptCache(for: model, capacity: progress.longest)
        reusedTokenCount = request.usesCache ? prompts.keepPrefix(of: request.prompt) : 0
        tape = Tape(device: device, mode: .generation, precision: precision)
        speculator = request.usesCache ? Speculator(request.speculation, draftModel: draftModel) : nil
        self.model = model
    }

    /// What was asked for.
    public var request: GenerationRequest { progress.request }

    /// The finished generation; nil until ``next(unless:)`` has returned nil.
    public var result: GenerationResult? {
        guard isFinished, let reason = progress.stopReason else { return nil }
        return GenerationResult(
            tokens: Array(progress.tokens), text: progress.text, stopReason: reason,
            promptTokenCount: request.prompt.count, reusedTokenCount: reusedTokenCount,
            prefillDuration: prefillDuration, decodeDuration: decodeDuration)
    }

    /// Produces the next token; nil when the text has ended.
    ///
    /// - Parameter isCancelled: asked before anything is computed and from time to time during a long prompt; when it
    ///   answers true, the text ends with ``StopReason/cancelled``, and what was held back of it is left out.
    /// - Throws: ``SamplingError`` if the model's logits are broken, ``ConstraintError`` if the request's constraint
    ///   leaves no token.
    public func next(unless isCancelled: () -> Bool = { false }) throws -> GeneratedToken? {
        guard progress.stopReason == nil else {
            isFinished = true
            return nil
        }
        let clock = ContinuousClock()
        let start = clock.now
        let isFirst = progress.tokens.isEmpty
        defer {
            let duration = start.duration(to: clock.now)
            if isFirst { prefillDuration += duration } else { decodeDuration += duration }
        }
        // Where rows are there already, they say where the text goes on, forced or not.
        if !isFirst, ahead == nil, let token = progress.nextForced() {
            isFinished = progress.stopReason != nil
            return token
        }
        guard let logits = try rowAhead() ?? lastLogits(unless: isCancelled) else {
            progress.stop(.cancelled)
            isFinished = true
            return nil
        }
        let token = try withExtendedLifetime(logits) { try progress.next(from: UnsafeBufferPointer(logits.floats)) }
        isFinished = progress.stopReason != nil
        return token
    }

    /// The logits behind the last token, where it was guessed and they are there; nil where they have to be computed.
    private func rowAhead() -> Tensor? {
        guard var ahead else { return nil }
        guard ahead.used <= ahead.guesses.count, progress.sequence.last == ahead.guesses[ahead.used - 1] else {
            speculator?.note(guessed: ahead.guesses.count, made: ahead.used, duration: ahead.duration)
            self.ahead = nil
            return nil
        }
        let row = ahead.logits.rows(ahead.used..<ahead.used + 1)
        ahead.used += 1
        self.ahead = ahead
        return row
    }

    /// The logits behind the last token of the sequence; nil if the caller gave up.
    private func lastLogits(unless isCancelled: () -> Bool) throws -> Tensor? {
        if !request.usesCache { prompts.truncate(to: 0) }
        // Guesses that did not hold are forgotten.
        _ = prompts.keepPrefix(of: progress.sequence)
        var sequence = progress.sequence
        let isDecoding = prompts.tokens.count == sequence.count - 1
        var guesses = isDecoding ? try speculator?.draft(after: sequence, room: progress.room) ?? [] : []
        // A larger cache is not begun for a guess: all before it would be computed anew.
        if !prompts.hasRoom(for: sequence.count + guesses.count) { guesses = [] }
        sequence += guesses
        prompts.makeRoom(for: sequence.count)
        let clock = ContinuousClock(), begin = clock.now
        var logits: Tensor?
        while prompts.tokens.count < sequence.count {
            if isCancelled() { return nil }
            let start = prompts.tokens.count
            // A guess is read at once, however long it is.
            let end = guesses.isEmpty ? min(sequence.count, start + Self.prefillChunk) : sequence.count
            tape.reset()
            logits = try model.logits(
                of: Array(sequence[start..<end]), cache: prompts.cache, rows: guesses.isEmpty ? .last : .all, tape: tape
            )
            prompts.append(sequence[start..<end])
        }
        let duration = begin.duration(to: clock.now)
        guard !guesses.isEmpty, let all = logits else {
            if isDecoding { speculator?.note(guessed: 0, made: 1, duration: duration) }
            return logits
        }
        ahead = Lookahead(logits: all, guesses: guesses, duration: duration, used: 1)
        return all.rows(0..<1)
    }
}
