import Foundations
import Generation
import Tensors
import Testing

@Suite("What a step takes on")
struct SchedulerTests {
    private typealias Work = StepPlan.Work

    private static func running(_ id: Int, cached: Int, pending: Int = 1, priority: Int = 0, last: Int = 0)
        -> ScheduledRequest
    {
        var request = ScheduledRequest(id: id, priority: priority, pending: pending)
        request.isRunning = true
        request.cached = cached
        request.ownPages = KVPageShape.pages(for: cached)
        request.lastStep = last
        return request
    }

    private static func plan(
        _ requests: [ScheduledRequest], free: Int = 100, _ limits: SchedulerLimits = SchedulerLimits()
    ) -> StepPlan {
        Scheduler(limits: limits).plan(requests, freePages: free)
    }

    @Test(
        "Texts that grow get their token, then prompts are read a chunk at a time, those before others whose turn it is"
    )
    func order() {
        let limits = SchedulerLimits(requests: 8, tokens: 20, chunk: 6)
        let plan = Self.plan(
            [
                Self.running(0, cached: 10), Self.running(1, cached: 0, pending: 50, last: 7),
                Self.running(2, cached: 70), Self.running(3, cached: 0, pending: 9, last: 3),
                ScheduledRequest(id: 4, pending: 30),
            ], limits)
        #expect(plan.preempted.isEmpty && plan.admitted == [4])
        // Two tokens, then 6 for each prompt, those of 4 first: it has never had a turn.
        #expect(
            plan.work == [
                Work(id: 0, tokens: 1), Work(id: 2, tokens: 1), Work(id: 4, tokens: 6), Work(id: 3, tokens: 6),
                Work(id: 1, tokens: 6),
            ])
        let alone = Self.plan([Self.running(1, cached: 0, pending: 50)], limits)
        #expect(alone.work == [Work(id: 1, tokens: 20)])
    }

    @Test("More texts than a step takes have turns, those of higher priority before")
    func turns() {
        let limits = SchedulerLimits(requests: 8, tokens: 2)
        let requests = [3, 1, 2].enumerated().map { Self.running($0, cached: 5, last: $1) }
        #expect(Self.plan(requests, limits).work.map(\.id) == [1, 2])
        #expect(
            Self.plan(requests + [Self.running(7, cached: 5, priority: 1, last: 9)], limits).work.map(\.id) == [7, 1])
    }

    @Test("Nobody overtakes in the line, and what runs has its pages promised")
    func admission() {
        let waiting = [ScheduledRequest(id: 1, pending: 300), ScheduledRequest(id: 2, pending: 10)]
        #expect(Self.plan(waiting, free: 4).admitted == [])
        #expect(Self.plan(waiting, free: 5).admitted == [1])
        #expect(Self.plan(waiting, free: 6).admitted == [1, 2])
        let prompt = Self.running(0, cached: 64, pending: 128)
        #expect(Self.plan([prompt] + waiting, free: 7).admitted == [1])
        #expect(Self.plan([prompt] + waiting, free: 6).admitted == [])
        #expect(Self.plan([prompt] + waiting, SchedulerLimits(requests: 2)).admitted == [1])
        // Pages that are counted as free and will be shared are not free any more.
        var sharing = ScheduledRequest(id: 3, pending: 10)
        (sharing.cached, sharing.claimedPages) = (128, 2)
        #expect(Self.plan([sharing], free: 2).admitted == [])
        #expect(Self.plan([sharing], free: 3).admitted == [3])
    }

    @Test("Where pages run out, the newest of the lowest priority gives way, and the oldest goes on")
    func preemption() {
        let full = (0..<4).map { Self.running($0, cached: 64) }
        let plan = Self.plan(full, free: 1)
        #expect(plan.preempted == [3] && plan.work.map(\.id) == [0, 1])
        #expect(Self.plan(full, free: 0).preempted == [3, 2])
        var important = full
        important[3].priority = 1
        #expect(Self.plan(important, free: 1).preempted == [2])
        // Who waits for a reader gives way before those who could go on, and to anybody where nobody could.
        var slow = full
        slow[2].isReady = false
        let others = Self.plan(slow, free: 1)
        #expect(others.preempted == [2] && others.work.map(\.id) == [0, 1])
        (slow[0].isReady, slow[1].isReady) = (false, false)
        let last = Self.plan(slow, free: 0)
        #expect(last.preempted == [2] && last.work.map(\.id) == [3])
        let urgent = ScheduledRequest(id: 9, priority: 1, pending: 60)
        #expect(Self.plan(full + [urgent], free: 4, SchedulerLimits(requests: 4)).preempted == [3])
    }

    @Test("Random requests all come to their end, within the limits of every step and of the pages", arguments: 1...30)
    func simulation(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let limits = SchedulerLimits(
            requests: 1 + generator.next(below: 6), tokens: 1 + generator.next(below: 100),
            chunk: 1 + generator.next(below: 50))
        let pages = 3 + generator.next(below: 6)
        /// A request that must read its prompt and then a token at a time up to its end.
        struct Simulated {
            var view: ScheduledRequest
            var known, end: Int
            /// Tokens that its reader has not taken.
            var unread = 0
        }
        var requests: [Simulated] = (0..<12).map { id in
            let end = 2 + generator.next(below: 3 * 64 - 2), prompt = 1 + generator.next(below: end - 1)
            return Simulated(
                view: ScheduledRequest(id: id, priority: generator.next(below: 2), pending: prompt), known: prompt,
                end: end)
        }
        var steps = 0
        while !requests.isEmpty, steps < 20_000 {
            steps += 1
            for index in requests.indices {
                if generator.next(below: 4) == 0 { requests[index].unread = max(0, requests[index].unread - 2) }
                requests[index].view.isReady = requests[index].unread < 3
            }
            func used() -> Int { requests.reduce(0) { $0 + KVPageShape.pages(for: $1.view.cached) } }
            let plan = Self.plan(requests.map(\.view), free: pages - used(), limits)
            for id in plan.preempted {
                let index = requests.firstIndex { $0.view.id == id }!
                #expect(requests[index].view.isRunning)
                requests[index].view.isRunning = false
                requests[index].view.cached = 0
                requests[index].view.pending = requests[index].known
            }
            for id in plan.admitted { requests[requests.firstIndex { $0.view.id == id }!].view.isRunning = true }
            #expect(plan.work.reduce(0) { $0 + $1.tokens } <= limits.tokens)
            #expect(Set(plan.work.map(\.id)).count == plan.work.count)
            for work in plan.work {
                let index = requests.firstIndex { $0.view.id == work.id }!
                #expect(requests[index].view.isRunning && requests[index].view.isReady)
                #expect(work.tokens > 0 && work.tokens <= requests[index].view.pending)
                requests[index].view.cached += work.tokens
                requests[index].view.pending -= work.tokens
                requests[index].view.lastStep = steps
                if requests[index].view.pending == 0 {
                    requests[index].known += 1
                    requests[index].unread += 1
                    requests[index].view.pending = 1
                }
            }
            for index in requests.indices {
                requests[index].view.ownPages = KVPageShape.pages(for: requests[index].view.cached)
            }
            #expect(used() <= pages)
            requests.removeAll { $0.known >= $0.end }
        }
        #expect(requests.isEmpty, "\(requests.count) left after \(steps) steps")
    }
}
