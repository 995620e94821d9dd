import Tensors
import Transformer

/// Carrying out what the scheduler has decided.
extension BatchEngine {
    /// What a request takes part in a step with.
    private struct Part {
        let request: EngineRequest
        let chunk: SequenceChunk
        let guesses: [Int32]
    }

    /// Lets a request begin, with what is there of its tokens.
    func begin(_ request: EngineRequest) {
        request.isRunning = true
        let match = match(request, touching: true) ?? PrefixTree.Match()
        request.sequence = KVSequence(pool: pool, sharing: match.pages, count: match.count)
        if request.reusedTokenCount == nil { request.reusedTokenCount = match.count }
        request.begin()
    }

    /// Reads the tokens of a step, in one pass for all that share an adapter, and hands each request and each search what it
    /// is waiting for.
    func carryOut(_ work: [(request: EngineRequest, tokens: Int)], _ running: [BeamRun]) {
        let searches = beamParts(of: running)
        let parts = parts(of: work, isAlone: searches.isEmpty, needed: searches.reduce(0) { $0 + $1.pages })
        guard !parts.isEmpty || !searches.isEmpty else { return makeRoom() }
        // Searches have the model's own.
        pass(searches, parts.filter { $0.request.adapter === ownAdapter }, with: ownAdapter)
        var others = parts.filter { $0.request.adapter !== ownAdapter }
        while let adapter = others.first.map(\.request.adapter) {
            pass([], others.filter { $0.request.adapter === adapter }, with: adapter)
            others.removeAll { $0.request.adapter === adapter }
        }
    }

    /// One pass over the weights, with what is laid over them.
    private func pass(_ searches: [BeamPart], _ parts: [Part], with adapter: LoRAAdapter?) {
        guard !parts.isEmpty || !searches.isEmpty else { return }
        let clock = ContinuousClock(), start = clock.now
        do {
            model.select(adapter)
            tape.reset()
            let outputs = try model.outputs(of: searches.flatMap(\.chunks) + parts.map(\.chunk), tape: tape)
            let duration = start.duration(to: clock.now)
            var row = 0, state = 0
            for search in searches {
                take(outputs.logits.rows(row..<row + search.rows), search.run)
                row += search.rows
            }
            for part in parts {
                part.request.lastStep = stepCount
                if let embedding = part.request as? EmbeddingRun {
                    embedding.take(outputs.states[state])
                    state += 1
                    if embedding.isFinished { release(embedding, keeping: true) }
                }
                guard let text = part.request as? TextRun, part.chunk.rows != .none else { continue }
                let made = choose(text, outputs.logits.rows(row..<row + part.guesses.count + 1), part.guesses)
                if parts.count == 1, searches.isEmpty, part.chunk.tokens.count == part.guesses.count + 1 {
                    text.speculator?.note(guessed: part.guesses.count, made: made, duration: duration)
                }
                row += part.guesses.count + 1
            }
        } catch {
            for search in searches { search.run.fail(error) }
            for part in parts { fail(part.request, error) }
        }
        let duration = start.duration(to: clock.now)
        for part in parts { part.request.note(duration) }
    }

    /// The pieces of requests that a step reads, as far as there are pages beside those that are needed otherwise.
    private func parts(
        of work: [(request: EngineRequest, tokens: Int)], isAlone: Bool, needed: Int
    ) -> [Part] {
        var parts: [Part] = [], needed = needed
        for (request, tokens) in work {
            guard let sequence = request.sequence else { continue }
            needed += sequence.pagesNeeded(for: tokens)
            prefixes.evict(needed - pool.freePageCount)
            // Others may have shared a page since the plan was made; who does not fit waits for the next step.
            guard needed <= pool.freePageCount else { break }
            let all = request.tokens, first = sequence.count, last = min(all.count, first + tokens)
            guard let text = request as? TextRun else {
                let chunk = SequenceChunk(
                    tokens: Array(all[first..<last]), sequence: sequence, rows: .none, wantsStates: true)
                parts.append(Part(request: request, chunk: chunk, guesses: []))
                continue
            }
            // Several requests fill a step by themselves.
            let guesses = isAlone && work.count == 1 && all.count - first == 1 ? guesses(for: text, sequence) : []
            let chunk = SequenceChunk(
                tokens: all[first..<last] + guesses, sequence: sequence,
                rows: last < all.count ? .none : guesses.isEmpty ? .last : .all)
            parts.append(Part(request: text, chunk: chunk, guesses: guesses))
        }
        return parts
    }
}
