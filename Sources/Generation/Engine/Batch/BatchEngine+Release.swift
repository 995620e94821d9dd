import Tensors

/// Giving pages back.
extension BatchEngine {
    /// Lets the newest request give its pages back, where those that the plan counted on could not be had.
    func makeRoom() {
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

    /// Ends a request with an error.
    func fail(_ request: EngineRequest, _ error: any Error) {
        request.failure = error
        release(request, keeping: false)
        follow(request)
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
        if keeping, options.keepsPrefixes, let sequence = request.sequence, request.sharesPrefixes {
            prefixes.insert(request.tokens.prefix(sequence.count), with: request.adapter, pages: sequence.pages)
        }
        request.sequence = nil
        request.isRunning = false
    }
}
