package import Tensors
package import Tokenization
package import Transformer

/// Many requests on one model: each step reads a token or a piece of a prompt for every request whose turn it is, in one
/// pass over the weights.
///
/// Requests join and leave between steps. What is decided is ``Scheduler``'s; this carries it out, on the thread of
/// whoever calls. A request gets the bits that it would get alone.
package final class BatchEngine {
    /// The choices in force.
    package let options: EngineOptions
    /// Tokens that prompt and text of a request may have together.
    package let contextSize: Int

    let model: CausalLM
    let pool: KVPool
    let prefixes: PrefixTree
    private let tokenizer: Tokenizer
    let tape: Tape
    private let scheduler: Scheduler
    private let draftModel: DraftModel?
    /// In the order of arrival.
    private(set) var requests: [EngineRequest] = []
    private var arrivals = 0
    private(set) var stepCount = 0

    /// An engine without requests.
    ///
    /// - Parameter draftModel: what guesses ahead for requests that ask for it.
    package init(
        model: CausalLM, tokenizer: Tokenizer, device: any ComputeDevice = CPUDevice.shared,
        precision: Precision = .float32, options: EngineOptions = EngineOptions(), draftModel: DraftModel? = nil
    ) {
        self.model = model
        self.draftModel = draftModel
        self.tokenizer = tokenizer
        self.options = options
        let shape = model.configuration.pageShape(options.cacheFormat ?? model.suitedCacheFormat)
        pool = KVPool(shape: shape, byteLimit: options.cacheByteLimit ?? EngineMemory.quarter)
        contextSize = min(
            model.configuration.maximumPositions, model.configuration.learnedPositions ?? .max,
            pool.pageLimit * KVPageShape.positions)
        prefixes = PrefixTree(pool: pool)
        tape = Tape(device: device, mode: .generation, precision: precision)
        scheduler = Scheduler(limits: options.limits)
    }

    /// Takes `count` requests that differ in the seeds of their samplers; they read their prompt once.
    ///
    /// The first has the request's own seed, further ones seeds that follow from it; see ``GenerationRequest/seed(of:)``.
    ///
    /// - Returns: Their numbers.
    /// - Throws: ``GenerationError``, ``SamplingError`` or ``StopConditionError`` saying what is wrong with the request.
    package func submit(_ request: GenerationRequest, count: Int = 1) throws -> [Int] {
        try checkRoom(for: request.prompt.count)
        var made: [EngineRequest] = []
        for index in 0..<count {
            var copy = request
            copy.sampling.seed = request.seed(of: index)
            let progress = try TextProgress(
                copy, configuration: model.configuration, tokenizer: tokenizer, contextSize: contextSize)
            let next = EngineRequest(id: arrivals + index, progress: progress)
            if index > 0, request.usesCache { next.leader = arrivals }
            if request.usesCache { next.speculator = Speculator(request.speculation, draftModel: draftModel) }
            made.append(next)
        }
        arrivals += count
        requests += made
        return made.map(\.id)
    }

    /// Refuses what the model could read, but the cache could never hold.
    func checkRoom(for tokens: Int) throws(GenerationError) {
        let room = pool.pageLimit * KVPageShape.positions
        guard tokens > room, tokens <= model.configuration.maximumPositions else { return }
        throw .promptBeyondCache(
            promptTokens: tokens, cacheTokens: room, pages: pool.pageLimit,
            byteLimit: options.cacheByteLimit ?? EngineMemory.quarter)
    }

    /// The next event of a request that is there already; nil where it has to be computed, or where there is none.
    ///
    /// - Throws: What ended the request, once; it is gone then, as it is after its last event.
    package func take(_ id: Int) throws -> GenerationEvent? {
        guard let request = request(id) else { return nil }
        if !request.outbox.isEmpty {
            let token = request.outbox.removeFirst()
            request.deliveredCount += 1
            request.deliveredText += token.text
            return .token(token)
        }
        guard request.isFinished else { return nil }
        release(request, keeping: false)
        requests.removeAll { $0.id == id }
        if let failure = request.failure { throw failure }
        return request.result.map(GenerationEvent.finished)
    }

    /// Whether a request is known: submitted, and not yet taken to its end.
    package func knows(_ id: Int) -> Bool { request(id) != nil }

    /// Ends a request at what its reader has been given, and gives back all it holds.
    package func cancel(_ id: Int) {
        guard let request = request(id), !request.isFinished || !request.outbox.isEmpty else { return }
        request.cancel()
        release(request, keeping: false)
        follow(request)
    }

    /// Forgets a request that nobody will ask about.
    package func forget(_ id: Int) {
        cancel(id)
        requests.removeAll { $0.id == id }
    }

    /// Makes one step.
    ///
    /// - Returns: Whether there was anything to do.
    @discardableResult
    package func step() -> Bool {
        stepCount += 1
        let marks = prefixes.marks()
        let plan = scheduler.plan(
            requests.filter { !$0.isFinished }.map { view($0, marks) },
            freePages: pool.freePageCount + marks.evictableCount)
        for id in plan.preempted { request(id).map(preempt) }
        for id in plan.admitted { request(id).map(begin) }
        let work = plan.work.compactMap { work in request(work.id).map { (request: $0, tokens: work.tokens) } }
        guard !work.isEmpty else { return !plan.preempted.isEmpty || !plan.admitted.isEmpty }
        carryOut(work)
        return true
    }

    /// What is going on now.
    package var statistics: EngineStatistics {
        EngineStatistics(
            running: requests.count { $0.isRunning }, waiting: requests.count { !$0.isRunning && !$0.isFinished },
            usedPages: pool.usedPageCount, keptPages: prefixes.pageCount, pageLimit: pool.pageLimit)
    }

    /// Forgets what texts that have ended left in the cache.
    package func forgetPrefixes() { prefixes.removeAll() }

    func request(_ id: Int) -> EngineRequest? { requests.first { $0.id == id } }

    // MARK: - What the scheduler sees

    private func view(_ request: EngineRequest, _ marks: PrefixTree.Marks) -> ScheduledRequest {
        var view = ScheduledRequest(
            id: request.id, priority: request.progress.request.priority, pending: request.pending)
        view.isRunning = request.isRunning
        view.isReady = request.leader == nil && request.outbox.count < options.bufferedTokens
        view.lastStep = request.lastStep
        if let sequence = request.sequence {
            view.cached = sequence.count
            view.copiesLastPage =
                sequence.pagesNeeded(for: 1) > (sequence.count % KVPageShape.positions == 0 ? 1 : 0)
            view.ownPages = sequence.pages.count { page in
                pool.referenceCount(of: page) == (marks.isKept[Int(page)] ? 2 : 1)
            }
        } else if let match = match(request, touching: false) {
            view.cached = match.count
            view.pending -= match.count
            view.copiesLastPage = match.count % KVPageShape.positions != 0
            view.claimedPages = match.pages.count { marks.isEvictable[Int($0)] }
        }
        return view
    }

    /// What is there of a request's tokens, the last left out: its logits are wanted.
    func match(_ request: EngineRequest, touching: Bool) -> PrefixTree.Match? {
        guard options.keepsPrefixes, request.progress.request.usesCache else { return nil }
        let tokens = request.progress.sequence
        let match = prefixes.match(tokens.dropLast(), touching: touching)
        // A page that is there in part is copied. Where there is no room for both, it is computed anew.
        let pages = KVPageShape.pages(for: tokens.count)
        let isPartial = match.count % KVPageShape.positions != 0
        guard isPartial, pages + 1 > pool.pageLimit else { return match }
        return PrefixTree.Match(
            pages: match.pages.dropLast(), count: match.count / KVPageShape.positions * KVPageShape.positions)
    }
}
