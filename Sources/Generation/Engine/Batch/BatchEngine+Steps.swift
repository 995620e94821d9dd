import Tensors
import Transformer

/// Carrying out what the scheduler has decided.
extension BatchEngine {
    /// Lets a request begin, with what is there of its tokens.
    func begin(_ request: EngineRequest) {
        request.isRunning = true
        let match = match(request, touching: true) ?? PrefixTree.Match()
        request.sequence = KVSequence(pool: pool, sharing: match.pages, count: match.count)
        if request.reusedTokenCount == nil { request.reusedTokenCount = match.count }
    }

    /// Reads the tokens of a step in one pass, and chooses the next token of each text that has been read to its end.
    func carryOut(_ work: [(request: EngineRequest, tokens: Int)]) {
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
        guard !taking.isEmpty else { return makeRoom() }
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

    /// Lets the newest request give its pages back, where those that the plan counted on could not be had.
    private func makeRoom() {
        let running = requests.filter(\.isRunning)
        guard let newest = running.last else { return }
        guard running.count == 1 else { return preempt(newest) }
        fail(newest, KVPoolError.full(needed: 1, free: pool.freePageCount, limit: pool.pageLimit))
    }

    /// Lets a request wait again; what it held is computed anew when its turn comes.
    func preempt(_ request: EngineRequest) {
        request.isRunning = false
        request.sequence = nil
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
    func follow(_ request: EngineRequest) {
        let followers = requests.filter { $0.leader == request.id && !$0.isFinished }
        guard let first = followers.first else { return }
        first.leader = nil
        for follower in followers.dropFirst() { follower.leader = first.id }
    }

    /// Gives back what a request holds; the tree of prefixes keeps it if it may.
    func release(_ request: EngineRequest, keeping: Bool) {
        if keeping, options.keepsPrefixes, let sequence = request.sequence, request.progress.request.usesCache {
            prefixes.insert(request.progress.sequence.prefix(sequence.count), pages: sequence.pages)
        }
        request.sequence = nil
        request.isRunning = false
    }
}
