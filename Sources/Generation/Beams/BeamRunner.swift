import Tensors
import Transformer

/// Runs beam search over a model: partial continuations share the pages of what they have in common, and each step is
/// one pass over the weights.
struct BeamRunner {
    private let model: CausalLM
    private let tape: Tape
    private let pool: KVPool
    private let prompt: [Int32]
    private let search: BeamSearch
    private let isCancelled: () -> Bool

    /// Prepares a search on the model of an engine; the cache is one of its own, of the engine's format and limit.
    ///
    /// - Throws: ``GenerationError``, ``SamplingError`` or ``StopConditionError`` saying what is wrong.
    init(engine: BatchEngine, request: BeamRequest, unless isCancelled: @escaping () -> Bool) throws {
        let configuration = engine.model.configuration
        try request.options.validate()
        try GenerationError.check(request.prompt, for: configuration)
        try StopConditions(maximumTokens: request.maximumTokens).validate()
        let maximum = min(configuration.maximumPositions - request.prompt.count, request.maximumTokens)
        search = BeamSearch(
            options: request.options,
            endTokens: Set(configuration.endOfTextTokens + request.furtherEndTokens), maximumTokens: maximum)
        model = engine.model
        tape = Tape(device: engine.tape.device, mode: .generation, precision: engine.tape.precision)
        prompt = request.prompt
        self.isCancelled = isCancelled
        // The prompt is shared; of the rest each partial continuation may have pages of its own, and so may those that
        // the next step makes of them before they go.
        let own = 2 * request.options.width * (KVPageShape.pages(for: maximum) + 1)
        let needed = KVPageShape.pages(for: prompt.count + maximum) + own
        pool = KVPool(shape: engine.pool.shape, pageLimit: min(needed, engine.pool.pageLimit))
    }

    func run() throws -> [BeamHypothesis] {
        var sequences: [KVSequence] = []
        return try search.run(unless: isCancelled) { extensions, visit in
            if extensions.contains(where: { $0.token == nil }) {
                guard let sequence = try prefill() else { return }
                sequences = [sequence.sequence]
                try visit(0, UnsafeBufferPointer(sequence.logits.floats))
                return
            }
            sequences = extensions.map { sequences[$0.parent].fork() }
            let chunks = zip(extensions, sequences).map { step, sequence in
                SequenceChunk(tokens: [step.token].compactMap { $0 }, sequence: sequence, rows: .last)
            }
            tape.reset()
            let logits = try model.logits(of: chunks, tape: tape)
            for row in extensions.indices { try visit(row, UnsafeBufferPointer(logits.rows(row..<row + 1).floats)) }
        }
    }

    /// Reads the prompt; nil if the caller gave up.
    private func prefill() throws -> (sequence: KVSequence, logits: Tensor)? {
        let sequence = KVSequence(pool: pool)
        var logits: Tensor?
        for start in stride(from: 0, to: prompt.count, by: 128) {
            if isCancelled() { return nil }
            let end = min(prompt.count, start + 128)
            tape.reset()
            logits = try model.logits(
                of: [
                    SequenceChunk(
                        tokens: Array(prompt[start..<end]), sequence: sequence,
                        rows: end == prompt.count ? .last : .none)
                ], tape: tape)
        }
        return logits.map { (sequence, $0) }
    }
}
