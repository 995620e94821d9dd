import ArgumentParser
import Foundation
import Generation
import Tensors
import Transformer

/// `martlet bench soak`: many users of one engine for a long time, every result compared with its solo run.
struct BenchSoakCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "soak",
        abstract: "Let many users work on one engine for a long time, and compare every result with its solo run.",
        usage: "martlet bench soak [<options>]",
        discussion: """
            A small model with random weights. Users come and go, cancel, drop their streams and read slowly; prompts \
            often begin alike; the memory for keys and values is less than they would like. Every token and its \
            log-probability is compared with the request's run alone. It fails where one differs, where nothing comes to \
            its end for a minute, where memory grows, or where pages are lost.

            EXAMPLES:
              martlet bench soak --minutes 1
              martlet bench soak --minutes 30 --users 24
            """
    )

    @Option(help: "How long it lasts.")
    var minutes = 30.0
    @Option(help: "Users at once.")
    var users = 12
    @Option(help: "Pages of 64 positions that keys and values have.")
    var pages = 48
    @Option(help: "Threads; by default one for each processor.")
    var threads: Int?

    func validate() throws {
        if !(minutes > 0 && minutes < 10_000) { throw ValidationError("--minutes must be above 0.") }
        if users < 1 || (threads ?? 1) < 1 { throw ValidationError("--users and --threads must be at least 1.") }
        let least = KVPageShape.pages(for: SoakModel.context)
        if pages < least { throw ValidationError("--pages must be at least \(least).") }
    }

    func run() async throws {
        let soak = try SoakModel(), tally = SoakTally()
        let model = try soak.make(), page = model.configuration.pageShape().byteCount
        let generator = try Generator(
            model: model, tokenizer: soak.tokenizer, device: CPUDevice(threadCount: threads),
            options: EngineOptions(
                cacheByteLimit: pages * page, limits: SchedulerLimits(requests: 8, tokens: 96, chunk: 48)))
        let solo = try SoloRunner(soak)
        let start = ContinuousClock.now, deadline = start + .seconds(minutes * 60)
        var memory: [Int] = []
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<users {
                let user = SoakUser(number: number, soak: soak, generator: generator, solo: solo, tally: tally)
                group.addTask { try await user.run(until: deadline) }
            }
            let interval = Duration.seconds(min(60, minutes * 6))
            while ContinuousClock.now < deadline {
                try await Task.sleep(for: min(interval, max(.zero, deadline - .now)))
                memory.append(SoakTally.residentBytes)
                try report(tally.current, start, memory)
            }
            try await group.waitForAll()
        }
        let statistics = await generator.statistics, counts = tally.current
        guard statistics.running + statistics.waiting == 0, statistics.usedPages == statistics.keptPages else {
            throw SoakFailure(reason: "requests or pages are left: \(statistics)")
        }
        print(
            "ended well: \(counts.finished + counts.cancelled + counts.dropped) requests, no difference, no page lost")
    }

    private func report(_ counts: SoakTally.Counts, _ start: ContinuousClock.Instant, _ memory: [Int]) throws {
        let seconds = Int((ContinuousClock.now - start) / .seconds(1))
        print(
            "\(seconds) s: \(counts.finished) finished, \(counts.cancelled) cancelled, \(counts.dropped) dropped, "
                + "\(counts.tokens) tokens, \(counts.reusedTokens) of prompts reused, \(memory.last! >> 20) MiB")
        fflush(nil)
        if let difference = counts.differences.first {
            throw SoakFailure(reason: "\(counts.differences.count) results differ from their solo runs: \(difference)")
        }
        if ContinuousClock.now - counts.lastEnd > .seconds(60) {
            throw SoakFailure(reason: "nothing has come to its end for a minute")
        }
        // The first tenth fills the caches.
        if memory.count > 2, memory.last! > memory[1] + memory[1] / 10 + 32 << 20 {
            throw SoakFailure(reason: "memory grew from \(memory[1] >> 20) to \(memory.last! >> 20) MiB")
        }
    }
}

/// What a soak has found.
struct SoakFailure: Error, CustomStringConvertible {
    let reason: String
    var description: String { reason }
}
