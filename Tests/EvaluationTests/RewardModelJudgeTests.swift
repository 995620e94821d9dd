import Evaluation
import Foundation
import Tensors
import TestSupport
import Testing
import Tokenization
import Transformer

@Suite("A reward model as judge")
struct RewardModelJudgeTests {
    private func reward(context: Int = 96) throws -> RewardModel {
        let model = try TinyModel.make(context: context)
        return RewardModel(
            model: model, head: ScalarHead(hiddenSize: model.configuration.hiddenSize, deviation: 1, seed: 4))
    }

    private func encoder() throws -> ChatEncoder {
        try ChatEncoder(tokenizer: TinyModel.tokenizer.get(), template: .standard)
    }

    private let pairs = ["the cat", "sat", "on the mat and"].map {
        AnswerPair(prompt: [.user($0)], first: "the hat", second: "the mat, the mat")
    }

    @Test("It prefers the answer whose score at the end of its turn is the higher one")
    func judgements() async throws {
        let encoder = try encoder(), plain = try reward()
        func score(_ prompt: [ChatMessage], _ answer: String) throws -> Double {
            let text = try encoder.encode(Chat(prompt + [.assistant(answer)]))
            let end = try #require(text.tokens.lastIndex(of: encoder.endOfTurnToken))
            return plain.scores(of: [Array(text.tokens[...end])], tape: Tape(mode: .evaluation))[0]
        }
        let judge = RewardJudge(model: LocalRewardModel(try reward(), encoder: encoder, name: "tiny"))
        let found = try await judge.judgements(of: pairs)
        for (pair, judgement) in zip(pairs, found) {
            let first = try score(pair.prompt, pair.first), second = try score(pair.prompt, pair.second)
            #expect(judgement == (first > second ? .first : .second))
        }
        let turned = try await judge.judgements(
            of: pairs.map { AnswerPair(prompt: $0.prompt, first: $0.second, second: $0.first) })
        #expect(zip(found, turned).allSatisfy { $0.points + $1.points == 1 })
        #expect(judge.name == "tiny")
    }

    @Test("An answer beyond its context is refused, and so is a model without a head")
    func refusals() async throws {
        let judge = RewardJudge(model: LocalRewardModel(try reward(context: 24), encoder: try encoder(), name: "tiny"))
        let long = AnswerPair(
            prompt: [.user("the cat")], first: String(repeating: "the cat sat ", count: 20), second: "the mat")
        await #expect(throws: EvaluationError.self) { try await judge.judgements(of: [long]) }
        let folder = try TemporaryDirectory()
        try TinyModel.make().save(to: folder.url)
        try TinyModel.tokenizer.get().save(directory: folder.url)
        #expect(throws: ModelError.noRewardHead(directory: folder.url.path)) {
            try LocalRewardModel(directory: folder.url)
        }
    }
}
