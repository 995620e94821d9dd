import Foundations
import Generation

/// Someone who makes one request after another, of all kinds, and compares what comes with what it should be.
struct SoakUser {
    let number: Int
    let soak: SoakModel
    let generator: Generator
    let solo: SoloRunner
    let tally: SoakTally

    /// Works until `deadline`.
    func run(until deadline: ContinuousClock.Instant) async throws {
        var random = SplitMix64(seed: UInt64(number) &+ 1000)
        while ContinuousClock.now < deadline {
            let request = soak.request(&random)
            let expected = try await solo.tokens(of: request)
            let kind = random.next(below: 10)
            // Some leave after a few tokens, some take their time, most read to the end.
            let limit = kind < 3 ? random.next(below: expected.count + 1) : nil
            let pause = kind == 9 ? Duration.milliseconds(random.next(below: 20)) : nil
            try await read(request, expected, limit: limit, drops: kind == 0, pause: pause)
        }
    }

    private func read(
        _ request: GenerationRequest, _ expected: [GeneratedToken], limit: Int?, drops: Bool, pause: Duration?
    ) async throws {
        let stream = generator.stream(request)
        let reading = Task { () -> ([GeneratedToken], GenerationResult?) in
            var tokens: [GeneratedToken] = []
            for try await event in stream {
                switch event {
                case .token(let token): tokens.append(token)
                case .finished(let result): return (tokens, result)
                }
                if tokens.count == limit {
                    if drops { return (tokens, nil) }
                    withUnsafeCurrentTask { $0?.cancel() }
                }
                if let pause, !Task.isCancelled { try? await Task.sleep(for: pause) }
            }
            return (tokens, nil)
        }
        if limit == 0, !drops { reading.cancel() }
        let (tokens, result) = try await reading.value
        let whole = result.map { $0.stopReason != .cancelled } ?? false
        let isRight =
            tokens == Array(expected.prefix(tokens.count)) && (!whole || tokens.count == expected.count)
            && (result.map { $0.tokens == tokens.map(\.token) } ?? true)
        let count = tokens.count, reused = result?.reusedTokenCount ?? 0, user = number
        tally.note { counts in
            counts.tokens += count
            counts.reusedTokens += reused
            if whole {
                counts.finished += 1
            } else if result != nil {
                counts.cancelled += 1
            } else {
                counts.dropped += 1
            }
            if !isRight {
                counts.differences.append(
                    "user \(user): \(count) tokens of \(expected.count), prompt \(request.prompt)")
            }
        }
    }
}
