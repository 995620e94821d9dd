import Foundation
import Generation
import TestSupport
import Testing

@Suite("A generator that many use at once")
struct GeneratorSharingTests {
    @Test("Eight streams at once get the tokens that each gets alone, and the second time their prompts are there")
    func together() async throws {
        let generator = try GeneratorTests.generator()
        let requests = try (0..<8).map { index in
            try GeneratorTests.request(["the cat", "the hat and", "a mat", "on the"][index % 4], seed: UInt64(index))
        }
        let expected = try requests.map { try TinyModel.run($0).tokens }
        for round in 0..<2 {
            try await withThrowingTaskGroup(of: (Int, [GeneratedToken], GenerationResult?).self) { group in
                for (index, request) in requests.enumerated() {
                    group.addTask {
                        var tokens: [GeneratedToken] = [], last: GenerationResult?
                        for try await event in generator.stream(request) {
                            switch event {
                            case .token(let token): tokens.append(token)
                            case .finished(let result): last = result
                            }
                        }
                        return (index, tokens, last)
                    }
                }
                for try await (index, tokens, result) in group {
                    #expect(tokens == expected[index])
                    if round == 1 { #expect(result?.reusedTokenCount == requests[index].prompt.count - 1) }
                }
            }
        }
        let statistics = await generator.statistics
        #expect(statistics.running == 0 && statistics.waiting == 0 && statistics.usedPages == statistics.keptPages)
    }

    @Test("A reader that stops in the midst holds up nobody; a stream that is dropped is forgotten")
    func stopped() async throws {
        let generator = try GeneratorTests.generator()
        let request = try GeneratorTests.request("the cat")
        let expected = try TinyModel.run(request).tokens
        var stopped: GenerationStream.Iterator? = generator.stream(request).makeAsyncIterator()
        #expect(try await stopped?.next() == .token(expected[0]))
        #expect(try await generator.generate(request).tokens == expected.map(\.token))
        #expect(await generator.statistics.running == 1)
        #expect(try await stopped?.next() == .token(expected[1]))
        stopped = nil
        // Whoever drops a stream need not wait; the engine hears of it in its turn.
        for _ in 0..<1000 where await generator.statistics.running > 0 { await Task.yield() }
        #expect(await generator.statistics.running == 0)
    }

    @Test("Several completions are those of their seeds, in order")
    func completions() async throws {
        let generator = try GeneratorTests.generator()
        let request = try GeneratorTests.request("the cat sat on")
        let results = try await generator.completions(of: request, count: 5)
        for (index, result) in results.enumerated() {
            var single = request
            single.sampling.seed = request.seed(of: index)
            #expect(result.tokens == (try TinyModel.run(single).tokens.map(\.token)))
        }
        #expect(Set(results.map(\.tokens)).count > 1 && results.count == 5)
        await #expect(throws: GenerationError.emptyPrompt) {
            try await generator.completions(of: GenerationRequest(prompt: []), count: 2)
        }
    }

    @Test("Keys and values go through a file from one generator to another")
    func snapshots() async throws {
        let folder = try TemporaryDirectory()
        let request = try GeneratorTests.request("the cat sat on the mat and the hat")
        let first = try GeneratorTests.generator(), second = try GeneratorTests.generator()
        let expected = try await first.generate(request)
        let saved = try await first.saveCache(of: request.prompt, to: folder.file("kv"))
        #expect(saved == request.prompt.count)
        #expect(try await second.restoreCache(from: folder.file("kv")) == saved)
        let result = try await second.generate(request)
        #expect(result.tokens == expected.tokens && result.reusedTokenCount == saved - 1)
    }
}
