import Evaluation
import Testing

@Suite("Examples before a question")
struct FewShotTests {
    private let questions = (0..<4).map {
        ChoiceQuestion(stem: .question("Q\($0)"), choices: ["a\($0)", "b\($0)"], answer: $0 % 2)
    }

    @Test("They are the first others, and never the sample itself")
    func others() {
        let examples = FewShot(questions, count: 2)
        #expect(examples.examples(before: questions[3]) == [questions[0], questions[1]])
        #expect(examples.examples(before: questions[0]) == [questions[1], questions[2]])
        #expect(FewShot(questions).examples(before: questions[1]).count == 3)
    }

    @Test("From the beginning of the data, what stands before is not asked; from a list of its own, all are")
    func split() throws {
        let own = try FewShot.split(questions, examples: nil, count: 1)
        #expect(
            own.samples == Array(questions.dropFirst()) && own.examples.examples(before: questions[2]) == [questions[0]]
        )
        let other = try FewShot.split(questions, examples: [questions[3]], count: 1)
        #expect(other.samples == questions && other.examples.known == [questions[3]])
        #expect(throws: EvaluationError.tooFewExamples(found: 1, wanted: 2)) {
            try FewShot.split(questions, examples: [questions[3]], count: 2)
        }
    }

    @Test("A question stands behind answered ones, and is scored behind them")
    func prompt() async throws {
        let task = MultipleChoiceTask(examples: FewShot(questions, count: 2))
        #expect(
            task.prompt(for: questions[3])
                == "Question: Q0\nAnswer: a0\n\nQuestion: Q1\nAnswer: b1\n\nQuestion: Q3\nAnswer:")
        let model = ScriptedModel(likelihood: { request in
            request.context == task.prompt(for: questions[3]) && request.continuation == " b3" ? -1 : -2
        })
        #expect(try await task.evaluate([questions[3]], on: model).estimate("accuracy")?.value == 1)
    }
}
