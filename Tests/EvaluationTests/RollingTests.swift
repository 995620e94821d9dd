import Evaluation
import Foundation
import Foundations
import Tensors
import Testing
import Tokenization

@Suite("The rolling log-likelihood of a text")
struct RollingTests {
    private static let text = Array(String(repeating: "the cat sat on the mat, and the hat. ", count: 6).utf8)

    @Test("Windows score every token but the first once, with the overlap before them")
    func windows() {
        var random = SplitMix64(seed: 3)
        for _ in 0..<200 {
            let tokens = (0..<1 + random.next(below: 60)).map { Int32($0) }
            let size = 2 + random.next(below: 12), overlap = 1 + random.next(below: size - 1)
            let windows = RollingWindows.windows(of: tokens, size: size, overlap: overlap)
            #expect(windows.flatMap { $0.tokens[$0.firstScored...] } == Array(tokens.dropFirst()))
            #expect(windows.allSatisfy { $0.tokens.count - 1 <= size })
            for window in windows.dropFirst() { #expect(window.firstScored == overlap) }
        }
    }

    @Test("In one window it is the sum of the logarithms of a softmax over the logits")
    func closedForm() async throws {
        let tokenizer = try TinyModel.tokenizer.get()
        let bytes = Array("the cat sat on the mat".utf8)
        let tokens = [try #require(tokenizer.endOfTextToken)] + tokenizer.encode(bytes: bytes)
        let nats = -(try TinyModel.plainLogProbabilities(of: tokens).reduce(0) { $0 + $1.logProbability })
        let score = try await TinyModel.measured().rollingLogLikelihoods(of: [RollingRequest(bytes: bytes)])[0]
        #expect(abs(score.loss.nats - nats) < 1e-5 && score.windows.count == 1)
        #expect(score.loss.tokens == tokens.count - 1)
        #expect(abs(score.bitsPerByte - nats / log(2) / Double(bytes.count)) < 1e-6)
    }

    @Test("In several windows each token is scored after what its window holds before it", arguments: [1, 5])
    func overlap(overlap: Int) async throws {
        let tokenizer = try TinyModel.tokenizer.get()
        let tokens = [try #require(tokenizer.endOfTextToken)] + tokenizer.encode(bytes: Self.text)
        var nats = 0.0, scored = 1
        while scored < tokens.count {
            let start = scored == 1 ? 0 : scored - overlap
            let window = Array(tokens[start..<min(tokens.count, start + 13)])
            let part = try TinyModel.plainLogProbabilities(of: window).dropFirst(scored - start - 1)
            nats -= part.reduce(0) { $0 + $1.logProbability }
            scored += part.count
        }
        let request = RollingRequest(bytes: Self.text, window: 12, overlap: overlap)
        let score = try await TinyModel.measured().rollingLogLikelihoods(of: [request])[0]
        #expect(abs(score.loss.nats - nats) < 1e-4 && score.loss.tokens == tokens.count - 1)
    }

    @Test("No bit depends on the size of the batch or on the threads", arguments: [1, 2], [1, 3, 8])
    func batches(threads: Int, batch: Int) async throws {
        let requests = [4, 20, 64].map { RollingRequest(bytes: Self.text, window: $0, overlap: 3) }
        let alone = try TinyModel.measured(batch: 1)
        var expected: [RollingScore] = []
        for request in requests { expected += try await alone.rollingLogLikelihoods(of: [request]) }
        let model = try TinyModel.measured(batch: batch, threads: threads)
        #expect(try await model.rollingLogLikelihoods(of: requests) == expected)
    }

    @Test("The task tells perplexity, bits per byte and nats, with errors that belong together")
    func task() async throws {
        let task = RollingTask(window: 16)
        let model = try TinyModel.measured()
        let report = try await task.evaluate([TextSample(origin: "a", bytes: Self.text)], on: model)
        let score = try await model.rollingLogLikelihoods(of: [RollingRequest(bytes: Self.text, window: 16)])[0]
        let nats = try #require(report.estimate("nats per token")),
            bits = try #require(report.estimate("bits per byte"))
        let perplexity = try #require(report.estimate("perplexity"))
        #expect(abs(nats.value - score.loss.mean) < 1e-12 && abs(perplexity.value - exp(score.loss.mean)) < 1e-9)
        #expect(bits.value == score.bitsPerByte && bits.count == score.windows.count)
        let relative = try #require(nats.standardError) / nats.value
        #expect(relative > 0)
        #expect(abs(try #require(bits.standardError) / bits.value - relative) < 1e-12)
    }

    @Test("Windows that cannot be scored, and texts without tokens, are refused")
    func refused() async throws {
        let model = try TinyModel.measured(context: 16)
        await #expect(throws: EvaluationError.badWindow(size: 8, overlap: 8, contextSize: 16)) {
            try await model.rollingLogLikelihoods(of: [RollingRequest(bytes: Self.text, window: 8, overlap: 8)])
        }
        await #expect(throws: EvaluationError.emptyText) {
            try await model.rollingLogLikelihoods(of: [RollingRequest(bytes: [])])
        }
    }
}
