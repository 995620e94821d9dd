extension Scheduler {
    /// A plan in the making, and the pages it leaves.
    struct Draft {
        private(set) var plan = StepPlan()
        private var free: Int
        private let requests: [ScheduledRequest]
        /// Whether those who have enough for now give way to anybody.
        private let idleGiveWay: Bool
        private var running: Set<Int>
        private var given: [Int: Int] = [:]

        init(_ requests: [ScheduledRequest], free: Int, idleGiveWay: Bool) {
            self.requests = requests
            self.free = free
            self.idleGiveWay = idleGiveWay
            running = Set(requests.filter(\.isRunning).map(\.id))
        }

        /// Whether the request runs and has not been preempted in this step.
        func isRunning(_ request: ScheduledRequest) -> Bool { running.contains(request.id) }

        /// Tokens that the request has been given in this step.
        func given(to request: ScheduledRequest) -> Int { given[request.id] ?? 0 }

        /// Plans `tokens` more of a request; false where there are no pages for them.
        @discardableResult
        mutating func give(_ tokens: Int, to request: ScheduledRequest) -> Bool {
            let before = given(to: request)
            let needed = request.pages(for: before + tokens) - request.pages(for: before)
            while needed > free, let victim = victim(for: request) { preempt(victim) }
            guard needed <= free else { return false }
            free -= needed
            given[request.id] = before + tokens
            if let index = plan.work.firstIndex(where: { $0.id == request.id }) {
                plan.work[index].tokens += tokens
            } else {
                plan.work.append(StepPlan.Work(id: request.id, tokens: tokens))
            }
            return true
        }

        /// Admits a request if there is room for all it has to read, beside what those that run still have to.
        mutating func admit(_ request: ScheduledRequest, limit: Int) -> Bool {
            guard !plan.preempted.contains(request.id) else { return false }
            while activeCount >= limit || request.claimedPages + request.pages(for: request.pending) > free - promised {
                guard let victim = victim(for: request, onlyLower: true) else { return false }
                preempt(victim)
            }
            free -= request.claimedPages
            running.insert(request.id)
            plan.admitted.append(request.id)
            return true
        }

        /// Running requests that there is something to compute for.
        private var activeCount: Int { requests.count { $0.isReady && running.contains($0.id) } }

        /// Pages that running requests have yet to take before their next token.
        private var promised: Int {
            requests.reduce(0) { sum, request in
                guard running.contains(request.id) else { return sum }
                return sum + request.pages(for: request.pending) - request.pages(for: given(to: request))
            }
        }

        /// Who gives way to `request`: the newest of the lowest priority, those who have enough for now before others.
        private func victim(for request: ScheduledRequest, onlyLower: Bool = false) -> ScheduledRequest? {
            let candidates = requests.filter { other in
                guard running.contains(other.id), other.id != request.id, !plan.admitted.contains(other.id) else {
                    return false
                }
                if idleGiveWay, !other.isReady { return true }
                if other.priority != request.priority { return other.priority < request.priority }
                return !onlyLower && other.id > request.id
            }
            return candidates.min { a, b in
                (a.isReady ? 1 : 0, a.priority, -a.id) < (b.isReady ? 1 : 0, b.priority, -b.id)
            }
        }

        private mutating func preempt(_ victim: ScheduledRequest) {
            running.remove(victim.id)
            free += victim.ownPages + victim.pages(for: given(to: victim))
            given[victim.id] = nil
            plan.work.removeAll { $0.id == victim.id }
            plan.preempted.append(victim.id)
        }
    }
}
