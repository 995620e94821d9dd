import Tokenization
import Transformer

/// A text in the making: the tokens so far, and what it takes to choose the next one from its logits.
///
/// It knows nothing of models and caches: whoever has the logits behind the last token hands them over.
struct TextProgress {
    /// What was asked for.
    let request: GenerationRequest
    /// Prompt and text.
    private(set) var sequence: [Int32]
    /// What of the text is certain.
    private(set) var text = ""
    /// Why the text ended; nil while it goes on.
    private(set) var stopReason: StopReason?

    private let contextSize: Int
    private let endTokens: [Int32]
    var sampler: Sampler
    var constraint: (any TokenConstraint)?
    /// What follows of necessity, as far as it has not been taken.
    var forcedTokens: [Int32] = []
    private var assembler: TextAssembler
    /// Room for a row of logits without the tokens that the constraint does not allow, from token to token.
    var maskedRow: [Float] = []

    /// Checks the request.
    ///
    /// - Parameter contextSize: tokens that prompt and text may have together.
    /// - Throws: ``GenerationError``, ``SamplingError`` or ``StopConditionError`` saying what is wrong with the request.
    init(
        _ request: GenerationRequest, configuration: ModelConfiguration, tokenizer: Tokenizer, contextSize: Int
    ) throws {
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
        constraint = request.constraint
        sequence = request.prompt
        self.contextSize = contextSize
        self.request = request
        stopReason = limitReached
    }

    /// The tokens that were chosen.
    var tokens: ArraySlice<Int32> { sequence[request.prompt.count...] }

    /// The tokens that prompt and text may come to.
    var longest: Int {
        let room = contextSize - request.prompt.count
        return request.prompt.count + min(room, request.stops.maximumTokens ?? room)
    }

    /// How many more tokens the text may have.
    var room: Int { longest - sequence.count }

    /// Ends the text where it is.
    mutating func stop(_ reason: StopReason) { stopReason = reason }

    /// Chooses the next token from the logits behind the last one; nil where the text has ended without one.
    ///
    /// - Throws: ``SamplingError`` if the logits are broken, ``ConstraintError`` if the constraint leaves no token.
    mutating func next(from row: UnsafeBufferPointer<Float>) throws -> GeneratedToken? {
        let position = sequence.count
        guard let (token, candidates) = try choose(from: row, at: position) else {
            stopReason = .complete
            return nil
        }
        let logProbabilities = try request.logProbabilityCount.map { count in
            try TokenLogProbabilities(of: token, in: row, count: count)
        }
        return take(token, candidates, logProbabilities)
    }

    /// The next token where it follows of necessity: no logits are needed; nil where the model must be asked.
    mutating func nextForced() -> GeneratedToken? {
        guard stopReason == nil, let token = takeForced() else { return nil }
        return take(token, nil, nil)
    }

    /// Makes `token` the next of the text.
    private mutating func take(
        _ token: Int32, _ candidates: CandidateDistribution?, _ logProbabilities: TokenLogProbabilities?
    ) -> GeneratedToken {
        let position = sequence.count
        sequence.append(token)
        let piece = settle(token)
        text += piece
        return GeneratedToken(
            token: token, position: position, text: piece, candidates: candidates,
            logProbabilities: logProbabilities)
    }

    /// Decides whether `token` ends the text, and returns the text that is now certain.
    private mutating func settle(_ token: Int32) -> String {
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
}
