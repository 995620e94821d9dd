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
    private var stepCount = 0

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
        let shape = model.configuration.pageShape(options.cacheFormat)
        pool = KVPool(shape: shape, byteLimit: options.cacheByteLimit ?? EngineMemory.quarter)
        contextSize = min(model.configuration.maximumPositions, pool.pageLimit * KVPageShape.positions)
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
        let plan = scheduler.plan(requests.filter { !$0.isFinished }.map(view), freePages: freePageCount)
        for id in plan.preempted {
            guard let request = request(id) else { continue }
            request.isRunning = false
            request.sequence = nil
        }
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

    private func view(_ request: EngineRequest) -> ScheduledRequest {
        var view = ScheduledRequest(
            id: request.id, priority: request.progress.request.priority, pending: request.pending)
        view.isRunning = request.isRunning
        view.isReady = request.leader == nil && request.outbox.count < options.bufferedTokens
        view.lastStep = request.lastStep
        if let sequence = request.sequence {
            view.cached = sequence.count
            view.copiesLastPage =
                sequence.pagesNeeded(for: 1) > (sequence.count % KVPageShape.positions == 0 ? 1 : 0)
            view.ownPages = prefixes.ownedPageCount(of: sequence.pages)
        } else if let match = match(request, touching: false) {
            view.cached = match.count
            view.pending -= match.count
            view.copiesLastPage = match.count % KVPageShape.positions != 0
            view.claimedPages = prefixes.ownedPageCount(of: match.pages)
        }
        return view
    }

    /// Pages that are free, or held by nobody but the tree of prefixes.
    private var freePageCount: Int { pool.freePageCount + prefixes.evictablePageCount }

    /// What is there of a request's tokens, the last left out: its logits are wanted.
    private func match(_ request: EngineRequest, touching: Bool) -> PrefixTree.Match? {
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

    // MARK: - Carrying out a plan

    private func begin(_ request: EngineRequest) {
        request.isRunning = true
        let match = match(request, touching: true) ?? PrefixTree.Match()
        request.sequence = KVSequence(pool: pool, sharing: match.pages, count: match.count)
        if request.reusedTokenCount == nil { request.reusedTokenCount = match.count }
    }

    private func carryOut(_ work: [(request: EngineRequest, tokens: Int)]) {
        var taking: [(request: EngineRequest, chunk: SequenceChunk, guesses: [Int32])] = [], needed = 0
        for (request, tokens) in work {
            guard let sequence = request.sequence else { continue }
            needed += sequence.pagesNeeded(for: tokens)
            prefixes.evict(needed - pool.freePageCount)
            // Others may have shared a page since the plan was made; who does not fit waits for the next step.
            guard needed <= pool.freePageCount else { break }
            let all = request.progress.sequence, first = sequence.count, last = min(all.count, first + tokens)
            // Several requests fill a step by themselves.
            let guesses = work.count == 1 && all.count - first == 1 ? guesses(for: request, sequence) : []
            taking.append(
                (
                    request,
                    SequenceChunk(
                        tokens: all[first..<last] + guesses, sequence: sequence,
                        rows: last < all.count ? .none : guesses.isEmpty ? .last : .all), guesses
                ))
        }
        guard !taking.isEmpty else { return }
        let clock = ContinuousClock(), start = clock.now
        do {
            tape.reset()
            let logits = try model.logits(of: taking.map(\.chunk), tape: tape)
            let duration = start.duration(to: clock.now)
            var row = 0
            for (request, chunk, guesses) in taking {
                request.lastStep = stepCount
                if case .none = chunk.rows { continue }
                let made = choose(request, logits.rows(row..<row + guesses.count + 1), guesses)
                if taking.count == 1, chunk.tokens.count == guesses.count + 1 {
                    request.speculator?.note(guessed: guesses.count, made: made, duration: duration)
                }
                row += guesses.count + 1
            }
        } catch {
            for (request, _, _) in taking { fail(request, error) }
        }
        let duration = start.duration(to: clock.now)
        for (request, _, _) in taking {
            if request.progress.tokens.count > 1 {
                request.decodeDuration += duration
            } else {
                request.prefillDuration += duration
            }
        }
    }

    /// What may follow the text of a request, as far as there is room for it.
    private func guesses(for request: EngineRequest, _ sequence: KVSequence) -> [Int32] {
        // A guess that fails is none: the text does not depend on it.
        let all = request.progress.sequence
        let guesses = (try? request.speculator?.draft(after: all, room: request.progress.room)) ?? []
        return sequence.pagesNeeded(for: guesses.count + 1) <= pool.freePageCount ? guesses : []
    }

    /// Chooses the next token from the first row, and as long as what is chosen was guessed, one more from each further row.
    ///
    /// - Returns: How many tokens were chosen.
    private func choose(_ request: EngineRequest, _ rows: Tensor, _ guesses: [Int32]) -> Int {
        if request.progress.tokens.isEmpty { share(request) }
        var made = 0
        do {
            for row in 0..<rows.rows where !request.isFinished {
                if row > 0, request.progress.sequence.last != guesses[row - 1] { break }
                let logits = rows.rows(row..<row + 1)
                let token = try withExtendedLifetime(logits) {
                    try request.progress.next(from: UnsafeBufferPointer(logits.floats))
                }
                guard let token else { break }
                request.outbox.append(token)
                made += 1
            }
        } catch {
            fail(request, error)
            return made
        }
        // What follows the last token was guessed wrong, or not at all.
        request.sequence?.truncate(to: request.progress.sequence.count - (made > 0 ? 1 : 0))
        // What follows of necessity is read together with the token.
        while made > 0, let forced = request.progress.nextForced() { request.outbox.append(forced) }
        if request.isFinished {
            release(request, keeping: true)
        } else if !request.progress.request.usesCache {
            request.sequence?.truncate(to: 0)
        }
        return made
    }

    private func fail(_ request: EngineRequest, _ error: any Error) {
        request.failure = error
        release(request, keeping: false)
        follow(request)
    }

    /// Lets others have the prompt that has just been read.
    private func share(_ request: EngineRequest) {
        guard let sequence = request.sequence, request.progress.request.usesCache else { return }
        if options.keepsPrefixes {
            let whole = sequence.count / KVPageShape.positions
            prefixes.insert(
                request.progress.sequence.prefix(whole * KVPageShape.positions), pages: sequence.pages.prefix(whole))
        }
        var running = requests.count { $0.isRunning }
        for follower in requests where follower.leader == request.id {
            follower.leader = nil
            guard running < options.limits.requests, !follower.isFinished else { continue }
            follower.sequence = sequence.fork(at: sequence.count - 1)
            follower.isRunning = true
            follower.reusedTokenCount = sequence.count - 1
            running += 1
        }
    }

    /// Lets the next of those that waited for a request's prompt read it, where the request has ended before.
    private func follow(_ request: EngineRequest) {
        let followers = requests.filter { $0.leader == request.id && !$0.isFinished }
        guard let first = followers.first else { return }
        first.leader = nil
        for follower in followers.dropFirst() { follower.leader = first.id }
    }

    /// Gives back what a request holds; the tree of prefixes keeps it if it may.
    private func release(_ request: EngineRequest, keeping: Bool) {
        if keeping, options.keepsPrefixes, let sequence = request.sequence, request.progress.request.usesCache {
            prefixes.insert(request.progress.sequence.prefix(sequence.count), pages: sequence.pages)
        }
        request.sequence = nil
        request.isRunning = false
    }
}
