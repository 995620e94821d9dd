import Evaluation
import Foundation
import Testing
import Tokenization

@Suite("The log-likelihood of a continuation")
struct LogLikelihoodTests {
    private static let requests = [
        LikelihoodRequest(context: "the cat sat on", continuation: " the mat"),
        LikelihoodRequest(context: "the cat sat on", continuation: " the hat and the cat"),
        LikelihoodRequest(context: "the cat sat on", continuation: " it"),
        LikelihoodRequest(continuation: "the hat sat"),
        LikelihoodRequest(context: "the hat", continuation: ", the cat and the mat and the hat, and so on it went"),
        LikelihoodRequest(context: "the cat sat", continuation: " down"),
        LikelihoodRequest(context: "z", continuation: "q"),
        LikelihoodRequest(context: "the cat sat on", continuation: " the hat and the hat"),
        LikelihoodRequest(continuation: "the hat"),
    ]

    @Test("It is the sum of the logarithms of a softmax over the logits", arguments: requests)
    func closedForm(request: LikelihoodRequest) async throws {
        let tokenizer = try TinyModel.tokenizer.get()
        let context = tokenizer.encode(request.context)
        let end = try #require(tokenizer.endOfTextToken)
        let whole = tokenizer.encode(request.context + request.continuation)
        let shared = zip(whole, context).prefix { $0 == $1 }.count
        let tokens = (shared == 0 ? [end] : []) + whole
        let scored = whole.count - shared
        let plain = try TinyModel.plainLogProbabilities(of: tokens).suffix(scored)
        let score = try await TinyModel.measured().logLikelihoods(of: [request])[0]
        #expect(abs(score.logLikelihood - plain.reduce(0) { $0 + $1.logProbability }) < 1e-5)
        #expect(score.tokenCount == scored && score.cutTokens == 0)
        #expect(score.isGreedy == plain.allSatisfy(\.isBest))
    }

    @Test("What the model itself would write is greedy, anything else is not")
    func greedy() async throws {
        let model = try TinyModel.measured()
        let prompt = "the cat sat"
        let written = try await model.completions(of: [
            CompletionRequest(prompt: .text(prompt), maximumTokens: 3)
        ])[0]
        let tokenizer = try TinyModel.tokenizer.get()
        try #require(
            tokenizer.encode(prompt + written.text) == tokenizer.encode(prompt) + tokenizer.encode(written.text))
        let scores = try await model.logLikelihoods(of: [
            LikelihoodRequest(context: prompt, continuation: written.text),
            LikelihoodRequest(context: prompt, continuation: written.text + " the the the the"),
        ])
        #expect(scores[0].isGreedy && !scores[1].isGreedy)
    }

    @Test("No bit depends on the size of the batch or on the threads", arguments: [1, 2], [1, 3, 8])
    func batches(threads: Int, batch: Int) async throws {
        let alone = try TinyModel.measured(batch: 1)
        var expected: [LikelihoodScore] = []
        for request in Self.requests { expected += try await alone.logLikelihoods(of: [request]) }
        let model = try TinyModel.measured(batch: batch, threads: threads)
        #expect(try await model.logLikelihoods(of: Self.requests) == expected)
        #expect(try await model.logLikelihoods(of: Self.requests.reversed()) == expected.reversed())
    }

    @Test("A context that choices have in common is read once, and changes no bit")
    func sharedContext() async throws {
        let context = String(repeating: "the cat and the hat ", count: 6)
        let choices = ["the mat", "it", "and so on"].map { LikelihoodRequest(context: context, continuation: $0) }
        let together = try TinyModel.measured()
        let scores = try await together.logLikelihoods(of: choices)
        var sum = 0
        for (choice, score) in zip(choices, scores) {
            let alone = try TinyModel.measured()
            #expect(try await alone.logLikelihoods(of: [choice])[0] == score)
            sum += await alone.readTokens
        }
        let length = try TinyModel.tokenizer.get().encode(context).count
        #expect(await together.readTokens <= sum - 2 * (length - 2))
    }

    @Test("A token that spans the seam belongs to the continuation")
    func seam() async throws {
        let tokenizer = try TinyModel.tokenizer.get()
        try #require(tokenizer.encode("the").count == 1 && tokenizer.encode("th") != tokenizer.encode("the"))
        let model = try TinyModel.measured()
        let scores = try await model.logLikelihoods(of: [
            LikelihoodRequest(context: "th", continuation: "e"), LikelihoodRequest(continuation: "the"),
        ])
        #expect(scores[0] == scores[1])
    }

    @Test("A context that is too long loses its beginning, and the score says how much")
    func longContext() async throws {
        let model = try TinyModel.measured(context: 16)
        let long = String(repeating: "the hat ", count: 12)
        let tokenizer = try TinyModel.tokenizer.get()
        let score = try await model.logLikelihoods(of: [LikelihoodRequest(context: long, continuation: "zz")])[0]
        let whole = tokenizer.encode(long + "zz")
        #expect(score.cutTokens == whole.count - 17)
        let plain = try TinyModel.plainLogProbabilities(of: whole.suffix(17), context: 16).suffix(score.tokenCount)
        #expect(abs(score.logLikelihood - plain.reduce(0) { $0 + $1.logProbability }) < 1e-5)
    }

    @Test("What cannot be scored is refused")
    func refused() async throws {
        let model = try TinyModel.measured(context: 16)
        await #expect(throws: EvaluationError.emptyContinuation(context: "the")) {
            try await model.logLikelihoods(of: [LikelihoodRequest(context: "the", continuation: "")])
        }
        let long = String(repeating: "z", count: 40)
        await #expect(throws: EvaluationError.continuationTooLong(tokens: 40, contextSize: 16)) {
            try await model.logLikelihoods(of: [LikelihoodRequest(continuation: long)])
        }
    }
}
