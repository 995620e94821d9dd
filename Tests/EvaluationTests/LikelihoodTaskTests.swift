import Evaluation
import Foundation
import Foundations
import TestSupport
import Testing
import Tokenization

@Suite("Tasks on log-likelihoods")
struct LikelihoodTaskTests {
    @Test("Minimal pairs: each phenomenon counts alike, whatever its pairs")
    func minimalPairs() async throws {
        let pairs =
            (0..<6).map { MinimalPair(phenomenon: "many", good: "good \($0)", bad: $0 < 3 ? "bad" : "!\($0)") }
            + [
                MinimalPair(phenomenon: "few", good: "good a", bad: "bad"),
                .init(phenomenon: "few", good: "good b", bad: "bad"),
            ]
        let model = ScriptedModel(likelihood: { request in
            request.continuation.hasPrefix("good") ? -2 : request.continuation.hasPrefix("!") ? -1 : -3
        })
        let report = try await MinimalPairsTask().evaluate(pairs, on: model, samplesAtOnce: 3)
        #expect(report.estimate("accuracy")?.value == 0.75)
        #expect(report.estimate("accuracy", group: "many")?.value == 0.5)
        #expect(report.estimate("accuracy", group: "few")?.value == 1)
        let expected = ((0.5 * 0.5 / 5).squareRoot() / 2)
        #expect(abs(try #require(report.estimate("accuracy")?.standardError) - expected) < 1e-12)
        let ties = ScriptedModel(likelihood: { _ in -1 })
        #expect(try await MinimalPairsTask().evaluate(pairs, on: ties).estimate("accuracy")?.value == 0)
        let equal = try await MinimalPairsTask().evaluate(
            pairs + [MinimalPair(phenomenon: "few", good: "good", bad: "good")], on: model)
        #expect(equal.metrics == report.metrics && equal.notes.count == 1)
    }

    @Test("Pairs of the tiny model are decided by the sums of a softmax over the logits")
    func tinyPairs() async throws {
        let tokenizer = try TinyModel.tokenizer.get()
        let end = try #require(tokenizer.endOfTextToken)
        let texts = ["the cat sat", "the hat sat", "it sat on the mat", "the cat and a mat"]
        func plain(_ text: String) throws -> Double {
            try TinyModel.plainLogProbabilities(of: [end] + tokenizer.encode(text)).reduce(0) { $0 + $1.logProbability }
        }
        let pairs = texts.flatMap { good in
            texts.filter { $0 != good }.map { MinimalPair(phenomenon: "x", good: good, bad: $0) }
        }
        let expected = try pairs.count { try plain($0.good) > plain($0.bad) }
        let report = try await MinimalPairsTask().evaluate(pairs, on: TinyModel.measured())
        #expect(report.estimate("accuracy")?.value == Double(expected) / Double(pairs.count))
        #expect(expected == pairs.count / 2)
    }

    @Test("Multiple choice: the most probable answer, and the most probable for its bytes")
    func choices() async throws {
        let questions = [
            ChoiceQuestion(stem: .question("Q"), choices: ["aaaa", "b"], answer: 0, group: "x"),
            ChoiceQuestion(stem: .context("It is"), choices: ["b", "cc"], answer: 0, group: "y"),
        ]
        // A byte costs 1, and "a" only 0.5: by sums the short answer wins, by bytes the cheap one.
        let model = ScriptedModel(likelihood: { request in
            -request.continuation.reduce(0.0) { $0 + ($1 == "a" ? 0.5 : $1 == " " ? 0 : 1) }
        })
        var seen: [ChoiceOutcome] = []
        let report = try await MultipleChoiceTask().evaluate(questions, on: model) { seen.append($0) }
        #expect(seen.map(\.choice) == [1, 0] && seen.map(\.normalizedChoice) == [0, 0])
        #expect(report.estimate("accuracy")?.value == 0.5)
        #expect(report.estimate("accuracy by bytes")?.value == 1)
        #expect(report.estimate("accuracy", group: "y")?.value == 1)
        #expect(seen[0].record["log_likelihoods"] == [-2.0, -1.0])
    }

    @Test("A choice follows its prompt after a space, unless something parts them already")
    func prompts() {
        let question = ChoiceQuestion(stem: .question("Why?"), choices: ["a", " b"], answer: 0)
        #expect(question.prompt == "Question: Why?\nAnswer:")
        #expect(question.continuation(0) == " a" && question.continuation(1) == " b")
        #expect(ChoiceQuestion(stem: .context("So "), choices: ["a", "b"], answer: 0).continuation(0) == "a")
    }

    @Test("The answer of a question is an index, a letter, or the text of a choice")
    func answers() throws {
        let folder = try TemporaryDirectory()
        try folder.write(
            Array(
                """
                {"question": "Q", "choices": ["x", "y"], "answer": 1}
                {"question": "Q", "choices": ["x", "y"], "answer": "B"}

                {"context": "C", "choices": ["x", "y"], "answer": "y", "group": "g"}
                """.utf8), to: "a.jsonl")
        let questions = try ChoiceQuestion.read(folder.file("a.jsonl"))
        #expect(questions.map(\.answer) == [1, 1, 1] && questions.map(\.group) == [nil, nil, "g"])
        #expect(questions[2].prompt == "C")
    }

    @Test("No score without samples")
    func noSamples() async throws {
        await #expect(throws: EvaluationError.noSamples(task: "blimp")) {
            try await MinimalPairsTask().evaluate([], on: ScriptedModel())
        }
    }

    @Test(
        "The published pairs are read: 1,000 of each phenomenon",
        .enabled(if: ReferenceData.has("eval/blimp"), "needs the reference data eval/blimp"))
    func published() throws {
        let files = try MinimalPair.read(try #require(ReferenceData.url("eval/blimp")))
        #expect(files.count == 12 && files.allSatisfy { $0.count == 1000 })
        #expect(Set(files.joined().map(\.phenomenon)).count == 12)
    }
}
