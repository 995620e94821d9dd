import Tensors
import Transformer

/// Beam searches beside the texts: a step of each in every step of the engine.
extension BatchEngine {
    /// What a search takes part in a step with.
    struct BeamPart {
        let run: BeamRun
        let chunks: [SequenceChunk]
        /// Pages that reading them takes.
        let pages: Int

        /// Rows of logits that it gets.
        var rows: Int { chunks.count { $0.rows != .none } }
    }

    /// Takes a search.
    ///
    /// - Returns: Its number.
    /// - Throws: ``GenerationError``, ``SamplingError`` or ``StopConditionError`` saying what is wrong with the request.
    package func submit(_ request: BeamRequest) throws -> Int {
        let configuration = model.configuration, prompt = request.prompt
        try request.options.validate()
        try checkRoom(for: prompt.count)
        try GenerationError.check(prompt, for: configuration, contextSize: contextSize)
        try StopConditions(maximumTokens: request.maximumTokens, stopStrings: request.stopStrings).validate()
        let room = contextSize - prompt.count, maximum = min(room, request.maximumTokens)
        let ends = (request.stopsAtEndTokens ? configuration.endOfTextTokens : []) + request.furtherEndTokens
        let text = BeamText(
            assembler: try TextAssembler(
                tokenizer: tokenizer, after: prompt.last, stopStrings: request.stopStrings),
            constraint: request.constraint)
        let search = BeamSearch(
            options: request.options, endTokens: Set(ends), maximumTokens: maximum,
            promptLength: prompt.count, limit: maximum < request.maximumTokens ? .contextLimit(contextSize) : nil,
            text: text)
        // The prompt is shared, and a page of it may be copied; of the rest each partial continuation may have pages of its
        // own, and so may those that the next step makes of them before they go.
        let own = 2 * request.options.width * (KVPageShape.pages(for: maximum) + 1)
        let needed = KVPageShape.pages(for: prompt.count + maximum) + own + 1
        let run = BeamRun(
            id: nextID(), prompt: prompt, reservedPages: min(needed, pool.pageLimit), search: search)
        searches.append(run)
        return run.id
    }

    /// What a search found; nil while it goes on.
    func answer(of run: BeamRun) throws -> [BeamHypothesis]? {
        guard run.isFinished else { return nil }
        searches.removeAll { $0 === run }
        if let failure = run.failure { throw failure }
        return run.hypotheses
    }

    /// Lets searches begin, in the order of arrival, while there are pages for all that they may come to need.
    ///
    /// - Parameter freePages: pages that are free or can be made free.
    /// - Returns: those that no search has a claim on.
    func admitSearches(freePages: Int) -> Int {
        var free = searches.reduce(freePages) { $0 - ($1.isRunning ? $1.openPages : 0) }
        for run in searches where !run.isRunning && !run.isFinished {
            // Who came before has its turn before, and a step has its limit.
            guard run.reservedPages <= free, !requests.contains(where: { $0.id < run.id && waitsInLine($0) }),
                searches.count(where: \.isRunning) < options.limits.requests
            else { break }
            let match = match(run.prompt, with: ownAdapter, touching: true) ?? PrefixTree.Match()
            run.begin(KVSequence(pool: pool, sharing: match.pages, count: match.count))
            free -= run.reservedPages
        }
        return max(0, free)
    }

    private func waitsInLine(_ request: EngineRequest) -> Bool {
        !request.isRunning && !request.isFinished && request.leader == nil
            && !request.isHeldBack(by: options.bufferedTokens)
    }

    /// The pieces of searches that a step reads; their pages are free then.
    func beamParts(of running: [BeamRun]) -> [BeamPart] {
        var parts: [BeamPart] = [], needed = 0
        for run in running {
            let chunks = run.chunks(atMost: options.limits.chunk)
            let pages = chunks.reduce(0) { $0 + $1.sequence.pagesNeeded(for: $1.tokens.count) }
            guard makeRoom(for: needed + pages) else {
                run.fail(KVPoolError.full(needed: pages, free: pool.freePageCount, limit: pool.pageLimit))
                continue
            }
            needed += pages
            parts.append(BeamPart(run: run, chunks: chunks, pages: pages))
        }
        return parts
    }

    /// Frees pages that a search was promised, by the newest requests where the cache's own do not do.
    private func makeRoom(for pages: Int) -> Bool {
        prefixes.evict(pages - pool.freePageCount)
        while pages > pool.freePageCount, let newest = requests.last(where: \.isRunning) {
            preempt(newest)
            prefixes.evict(pages - pool.freePageCount)
        }
        return pages <= pool.freePageCount
    }

    /// Hands a search the logits of its chunks.
    func take(_ logits: Tensor, _ run: BeamRun) {
        if let sequence = run.readPrompt { keepWholePages(of: run.prompt, with: ownAdapter, sequence) }
        do { try run.take(logits) } catch { run.fail(error) }
    }
}
