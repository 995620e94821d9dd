import Tensors
import Transformer

/// A step: what the scheduler sees, and what it decides.
extension BatchEngine {
    /// Makes one step.
    ///
    /// - Returns: Whether there was anything to do.
    @discardableResult
    package func step() -> Bool {
        stepCount += 1
        let marks = prefixes.marks()
        let free = admitSearches(freePages: pool.freePageCount + marks.evictableCount)
        let running = searches.filter(\.isRunning), waiting = searches.first { !$0.isRunning && !$0.isFinished }
        let plan = scheduler.plan(
            // Nobody overtakes a search that waits for its pages.
            requests.filter { !$0.isFinished && ($0.isRunning || $0.id < waiting?.id ?? .max) }.map { view($0, marks) },
            freePages: free)
        for id in plan.preempted { request(id).map(preempt) }
        for id in plan.admitted { request(id).map(begin) }
        let work = plan.work.compactMap { work in request(work.id).map { (request: $0, tokens: work.tokens) } }
        guard !work.isEmpty || !running.isEmpty else {
            // Those who wait for their readers give way to a search that nobody else holds up.
            let idle = waiting == nil ? nil : requests.last(where: \.isRunning)
            idle.map(preempt)
            return idle != nil || !plan.preempted.isEmpty || !plan.admitted.isEmpty
        }
        carryOut(work, running)
        return true
    }

    private func view(_ request: EngineRequest, _ marks: PrefixTree.Marks) -> ScheduledRequest {
        var view = ScheduledRequest(id: request.id, priority: request.priority, pending: request.pending)
        view.isRunning = request.isRunning
        view.isReady = request.leader == nil && !request.isHeldBack(by: options.bufferedTokens)
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
        request.sharesPrefixes ? match(request.tokens, with: request.adapter, touching: touching) : nil
    }

    /// What is there of a text, but for its last token.
    func match(_ tokens: [Int32], with adapter: LoRAAdapter?, touching: Bool) -> PrefixTree.Match? {
        guard options.keepsPrefixes else { return nil }
        let match = prefixes.match(tokens.dropLast(), with: adapter, touching: touching)
        // A page that is there in part is copied. Where there is no room for both, it is computed anew.
        let pages = KVPageShape.pages(for: tokens.count)
        let isPartial = match.count % KVPageShape.positions != 0
        guard isPartial, pages + 1 > pool.pageLimit else { return match }
        return PrefixTree.Match(
            pages: match.pages.dropLast(), count: match.count / KVPageShape.positions * KVPageShape.positions)
    }
}
