public import Tensors

extension CausalLM {
    /// Appends `tokens` to the cache and returns the logits that follow them: [1 or tokens, vocabulary], float32.
    ///
    /// The tape must be one that generates. Whether tokens come in one call or one by one changes no bit.
    public func logits(
        of tokens: [Int32], cache: KVCache, rows: LogitRows = .last, tape: Tape
    ) throws(ModelError) -> Tensor {
        try logits(of: tokens, cache: cache, rows: rows, tape: tape, observer: nil)
    }

    /// The same, with a look inside.
    package func logits(
        of tokens: [Int32], cache: KVCache, rows: LogitRows = .last, tape: Tape, observer: ForwardObserver?
    ) throws(ModelError) -> Tensor {
        let end = cache.count + tokens.count
        if end > cache.capacity { throw ModelError.contextExceeded(tokens: end, capacity: cache.capacity) }
        let chunk = SequenceChunk(tokens: tokens, sequence: cache.sequence, rows: rows)
        return try outputs(of: [chunk], tape: tape, observer: observer).logits
    }

    /// Appends the tokens of each chunk to its sequence, and returns the logits of the rows that were asked for, chunk by
    /// chunk: [rows, vocabulary], float32.
    ///
    /// One pass over the weights serves all chunks, and what a row computes does not depend on the others: alone or among
    /// others, at once or in pieces, its bits are the same. The tape must be one that generates.
    ///
    /// - Throws: ``ModelError``; no sequence has changed then.
    public func logits(of chunks: [SequenceChunk], tape: Tape) throws(ModelError) -> Tensor {
        try outputs(of: chunks, tape: tape).logits
    }

    /// The same, with the states of the chunks that want them.
    ///
    /// - Throws: ``ModelError``; no sequence has changed then.
    public func outputs(of chunks: [SequenceChunk], tape: Tape) throws(ModelError) -> ChunkOutputs {
        try outputs(of: chunks, tape: tape, observer: nil)
    }

    private func outputs(
        of chunks: [SequenceChunk], tape: Tape, observer: ForwardObserver?
    ) throws(ModelError) -> ChunkOutputs {
        precondition(!chunks.isEmpty, "logits of no sequence")
        for chunk in chunks { try check(chunk) }
        try reserve(chunks)
        let spans = chunks.map { KVSpan($0.sequence, rows: $0.tokens.count) }
        var states = hidden(
            chunks.flatMap(\.tokens), span: .cache(spans),
            positions: spans.flatMap { $0.positions.map { Int32($0) } },
            reaching: spans.reduce(0) { max($0, $1.positions.upperBound) }, tape: tape, observer: observer)
        for chunk in chunks { chunk.sequence.advance(by: chunk.tokens.count) }
        var wanted: [Int32] = [], kept: [Tensor] = [], first = 0
        for chunk in chunks {
            let rows = first..<first + chunk.tokens.count
            switch chunk.rows {
            case .none: break
            case .last: wanted.append(Int32(rows.upperBound - 1))
            case .all: wanted += rows.map { Int32($0) }
            }
            if chunk.wantsStates { kept.append(states.value.rows(rows)) }
            first = rows.upperBound
        }
        guard !wanted.isEmpty else {
            return ChunkOutputs(logits: Tensor(zeros: [0, configuration.vocabularySize]), states: kept)
        }
        if wanted.count < first {
            let chosen = tape.device.makeTensor([wanted.count, states.value.columns], states.value.elementType)
            tape.device.gatherRows(states.value, wanted, into: chosen)
            states = tape.variable(chosen)
        }
        let logits = tape.linear(
            states, weight: head, float32: true, update: headUpdate(rows: states.value.rows, tape: tape))
        if let softcap = configuration.logitSoftcap { tape.softcap(logits, softcap) }
        return ChunkOutputs(logits: logits.value, states: kept)
    }

    private func check(_ chunk: SequenceChunk) throws(ModelError) {
        precondition(!chunk.tokens.isEmpty, "logits of no tokens")
        precondition(chunk.sequence.pool.shape.layers == configuration.layerCount, "a cache of another model")
        let end = chunk.sequence.count + chunk.tokens.count
        if let capacity = configuration.learnedPositions, end > capacity {
            throw .contextExceeded(tokens: end, capacity: capacity)
        }
        if let token = chunk.tokens.first(where: { $0 < 0 || Int($0) >= configuration.vocabularySize }) {
            throw .tokenOutsideVocabulary(token: token, vocabularySize: configuration.vocabularySize)
        }
    }

    /// Makes room in every sequence, or in none.
    private func reserve(_ chunks: [SequenceChunk]) throws(ModelError) {
        for (index, chunk) in chunks.enumerated() {
            do {
                try chunk.sequence.reserve(chunk.tokens.count)
            } catch {
                for earlier in chunks[..<index] { earlier.sequence.truncate(to: earlier.sequence.count) }
                throw .cache(error)
            }
        }
    }
}
