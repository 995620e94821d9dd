/// Decides what the engine does in a step, from what it knows of the requests and of the free pages alone.
///
/// First every text that grows gets its token, then waiting requests are admitted, then prompts are read in chunks, in
/// turns, as far as the step's tokens reach: a long prompt does not hold up the others. Where pages run out, the newest
/// request of the lowest priority gives up its own, waits again, and is computed anew: nothing of its text changes. The
/// oldest of the highest priority always goes on; where nobody could, those who wait for their readers give way.
package struct Scheduler {
    package let limits: SchedulerLimits

    package init(limits: SchedulerLimits) {
        self.limits = limits
    }

    /// The next step.
    ///
    /// - Parameters:
    ///   - requests: All there are, in any order. The pages of one request alone always fit.
    ///   - freePages: Pages that are free or can be made free without preempting anyone.
    package func plan(_ requests: [ScheduledRequest], freePages: Int) -> StepPlan {
        let plan = self.plan(requests, freePages: freePages, idleGiveWay: false)
        guard plan.work.isEmpty, requests.contains(where: \.isReady) else { return plan }
        // Whoever could go on lacks the pages of those who have enough for now.
        return self.plan(requests, freePages: freePages, idleGiveWay: true)
    }

    private func plan(_ requests: [ScheduledRequest], freePages: Int, idleGiveWay: Bool) -> StepPlan {
        var draft = Draft(requests, free: freePages, idleGiveWay: idleGiveWay)
        let growing = requests.filter { $0.isRunning && $0.isReady && $0.pending == 1 }.sorted(by: Self.turns)
        for request in growing.prefix(min(limits.tokens, limits.requests)) where draft.isRunning(request) {
            draft.give(1, to: request)
        }
        for request in requests.filter({ !$0.isRunning && $0.isReady }).sorted(by: Self.line) {
            // Nobody overtakes: else a large request would wait for ever.
            guard draft.admit(request, limit: limits.requests) else { break }
        }
        readPrompts(requests, &draft)
        return draft.plan
    }

    /// Hands out what is left of the step's tokens to prompts, a chunk at a time.
    private func readPrompts(_ requests: [ScheduledRequest], _ draft: inout Draft) {
        var budget = limits.tokens - draft.plan.work.count
        var prompts = requests.filter { draft.isRunning($0) && $0.isReady && $0.pending > 1 }
        // One that has just been admitted with nothing left to read but its last token is a text that grows.
        prompts += requests.filter { draft.isRunning($0) && !$0.isRunning && $0.isReady && $0.pending == 1 }
        prompts.sort(by: Self.turns)
        while budget > 0, !prompts.isEmpty {
            prompts = prompts.filter { request in
                guard budget > 0, draft.isRunning(request) else { return false }
                let tokens = min(request.pending - draft.given(to: request), limits.chunk, budget)
                guard tokens > 0, draft.give(tokens, to: request) else { return false }
                budget -= tokens
                return true
            }
        }
    }

    /// Those whose turn it is come first.
    private static func turns(_ a: ScheduledRequest, _ b: ScheduledRequest) -> Bool {
        (-a.priority, a.lastStep, a.id) < (-b.priority, b.lastStep, b.id)
    }

    /// Those who came first come first.
    private static func line(_ a: ScheduledRequest, _ b: ScheduledRequest) -> Bool {
        (-a.priority, a.id) < (-b.priority, b.id)
    }
}
