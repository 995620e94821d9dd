import Evaluation
import Foundation
import TestSupport
import Testing
import Tokenization

@Suite("The rate of preference")
struct PreferenceTests {
    private static let prompts = (0..<4).map { PreferencePrompt([.user("question \($0)")]) }

    @Test("A reward decides; equal rewards and equal answers are ties")
    func reward() async throws {
        let judge = RewardJudge(name: "length") { _, answer in Double(answer.count) }
        let first = ScriptedModel(answer: { $0.hasSuffix("0") ? "long answer" : $0.hasSuffix("1") ? "b" : "same" })
        let second = ScriptedModel(
            name: "other",
            answer: { $0.hasSuffix("0") ? "short" : $0.hasSuffix("1") ? "bbb" : $0.hasSuffix("2") ? "emas" : "same" })
        let task = PreferenceTask(opponent: second, judge: judge)
        var outcomes: [PreferenceOutcome] = []
        let report = try await task.evaluate(Self.prompts, on: first) { outcomes.append($0) }
        #expect(outcomes.map(\.judgement) == [.first, .second, .tie, .tie])
        #expect(report.estimate("win rate") == ScoreEstimate(meanOf: [1, 0, 0.5, 0.5]))
        #expect(report.estimate("wins")?.value == 0.25 && report.estimate("ties")?.value == 0.5)
        #expect(report.notes.contains("against other, judged by length"))
        #expect(report.notes.contains("1 pairs of equal answers count as ties"))
        let wide = RewardJudge(name: "length", margin: 10) { _, answer in Double(answer.count) }
        let ties = try await PreferenceTask(opponent: second, judge: wide).evaluate(Self.prompts, on: first)
        #expect(ties.estimate("ties")?.value == 1)
    }

    @Test("A model that is asked decides where both orders agree; a love of one place makes ties")
    func modelJudge() async throws {
        let pair = AnswerPair(prompt: [.user("q")], first: "good", second: "bad")
        let swapped = AnswerPair(prompt: [.user("q")], first: "bad", second: "good")
        let honest = ScriptedModel(likelihood: { request in
            (request.continuation == " A") == request.context.contains("Answer A: good") ? -1 : -2
        })
        let biased = ScriptedModel(likelihood: { $0.continuation == " A" ? -1 : -2 })
        #expect(try await ModelJudge(model: honest).judgements(of: [pair, swapped]) == [.first, .second])
        #expect(try await ModelJudge(model: biased).judgements(of: [pair, swapped]) == [.tie, .tie])
    }

    @Test("A file of judgements gives the same rate")
    func file() throws {
        let folder = try TemporaryDirectory()
        let lines =
            ["first", "first", "second", "tie"].map { "{\"judgement\": \"\($0)\", \"note\": 1}" }
            + ["{\"verdict\": \"skip\", \"first\": \"a\"}"]
        try folder.write(Array(lines.joined(separator: "\n").utf8), to: "a.jsonl")
        let judged = try JudgedAnswers(folder.file("a.jsonl"))
        let report = judged.report(on: judged.judgements)
        #expect(judged.skipped == 1 && report.notes.last?.hasPrefix("1 pairs were passed over") == true)
        #expect(report.estimate("win rate")?.value == 0.625)
        let rate = WinRate([.first, .first, .second, .tie])
        #expect(rate.wins == 2 && rate.losses == 1 && rate.ties == 1)
        #expect(rate.interval.low < 0.625 && rate.interval.high > 0.625)
    }

    @Test("Prompts are texts or conversations that end in a user's turn")
    func prompts() throws {
        let folder = try TemporaryDirectory()
        try folder.write(
            Array(
                """
                {"prompt": "a"}
                {"prompt": [{"role": "system", "content": "s"}, {"role": "user", "content": "b"}]}
                """.utf8), to: "a.jsonl")
        #expect(
            try PreferencePrompt.read(folder.file("a.jsonl")) == [
                PreferencePrompt([.user("a")]), PreferencePrompt([.system("s"), .user("b")]),
            ])
    }
}
