public import Tensors
public import Tokenization
public import Transformer

/// Shows how a model sees a text.
///
/// ```swift
/// let explanation = try TextExplainer(model: model, tokenizer: tokenizer).explain(tokenizer.encode("Once upon a time"))
/// for token in explanation.tokens { print(token.bits ?? 0) }
/// ```
public struct TextExplainer {
    /// Rows of logits that are in memory at once.
    private static let chunk = 32

    private let model: CausalLM
    private let tokenizer: Tokenizer
    private let device: any ComputeDevice
    private let precision: Precision

    /// Explains with a model and the tokenizer that belongs to it.
    public init(
        model: CausalLM, tokenizer: Tokenizer, device: any ComputeDevice = CPUDevice.shared,
        precision: Precision = .float32
    ) {
        self.model = model
        self.tokenizer = tokenizer
        self.device = device
        self.precision = precision
    }

    /// Explains a text, given as tokens.
    ///
    /// - Throws: ``GenerationError`` if there are no tokens, too many, or unknown ones; ``ExplanationError`` if there is
    ///   none at the position whose attention is asked for; ``SamplingError`` if a sampling option is out of range.
    public func explain(
        _ tokens: [Int32], options: ExplanationOptions = ExplanationOptions()
    ) throws -> TextExplanation {
        let configuration = model.configuration
        try check(tokens, options)
        var sampler = try Sampler(options.sampling, tokenizer: tokenizer)
        let recorder = options.attentionPosition.map { AttentionRecorder(configuration, position: $0) }
        let tape = Tape(device: device, mode: .generation, precision: precision)
        let cache = KVCache(configuration: configuration, capacity: tokens.count)
        var explained = [token(tokens, at: 0)]
        var next: SamplingTrace?
        for start in stride(from: 0, to: tokens.count, by: Self.chunk) {
            let chunk = Array(tokens[start..<min(tokens.count, start + Self.chunk)])
            tape.reset()
            let logits = try model.logits(
                of: chunk, cache: cache, rows: .all, tape: tape,
                observer: ForwardObserver(heads: { recorder?.note(layer: $0, rows: $1, from: start) }))
            for row in chunk.indices {
                let values = UnsafeBufferPointer(logits.rows(row..<row + 1).floats)
                let position = start + row + 1
                let actual = position < tokens.count ? tokens[position] : nil
                let trace = try sampler.trace(
                    logits: values, after: Array(tokens[..<position]), count: options.candidateCount,
                    including: actual.map { [$0] } ?? [])
                if actual != nil {
                    explained.append(try token(tokens, at: position, logits: values, trace: trace))
                } else {
                    next = trace
                }
            }
        }
        guard let next else { throw GenerationError.emptyPrompt }
        return TextExplanation(tokens: explained, next: next, attention: recorder?.pattern)
    }

    private func check(_ tokens: [Int32], _ options: ExplanationOptions) throws {
        let configuration = model.configuration
        try GenerationError.check(tokens, for: configuration)
        try options.sampling.validate(vocabularySize: configuration.vocabularySize)
        if let position = options.attentionPosition, !tokens.indices.contains(position) {
            throw ExplanationError.noPosition(position, tokenCount: tokens.count)
        }
    }

    /// The first token, which nothing predicts.
    private func token(_ tokens: [Int32], at position: Int) -> ExplainedToken {
        ExplainedToken(
            position: position, token: tokens[position], bytes: tokenizer.bytes(of: tokens[position]),
            logProbability: nil, rank: nil, prediction: nil)
    }

    private func token(
        _ tokens: [Int32], at position: Int, logits: UnsafeBufferPointer<Float>, trace: SamplingTrace
    ) throws -> ExplainedToken {
        let token = tokens[position]
        let own = logits[Int(token)]
        return ExplainedToken(
            position: position, token: token, bytes: tokenizer.bytes(of: token),
            logProbability: try TokenLogProbabilities(of: token, in: logits, count: 0).logProbability,
            rank: logits.count { $0 > own }, prediction: trace)
    }
}
