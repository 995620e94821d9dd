import Evaluation
import Foundation
import Foundations
import TestSupport
import Testing
import Tokenization

@Suite("Problems in words")
struct WordProblemTests {
    @Test(
        "The number after the last #### is the strict answer",
        arguments: [
            ("so 3.\n#### 18", "18"), ("#### $1,200.00", "1200"), ("#### -7 dollars", "-7"), ("#### 007", "7"),
            ("#### 3\nNo:\n#### 4", "4"), ("#### 2.50", "2.5"), ("####5", "5"), ("#### 1,080", "1080"),
        ])
    func strict(text: String, number: String) { #expect(FinalNumber.afterMark(in: text) == number) }

    @Test(
        "Without the mark, or with words after it, there is no strict answer",
        arguments: [
            "18", "#### eighteen", "#### it is 18", "####", "### 18", "#### \n18",
        ])
    func noStrict(text: String) { #expect(FinalNumber.afterMark(in: text) == nil) }

    @Test(
        "The last number is the flexible answer",
        arguments: [
            ("It is 18.", "18"), ("3 + 4 = 7", "7"), ("from 2,000 to 3,000, he said", "3000"), ("it is -5", "-5"),
            ("10-3", "3"), ("(4)-3", "3"), ("a covid-19", "19"), ("costs -$3.00!", "-3"), ("1, 2, 3", "3"),
            ("0.50", "0.5"),
            ("-0", "0"), ("0", "0"), ("= -2", "-2"),
        ])
    func flexible(text: String, number: String) { #expect(FinalNumber.last(in: text) == number) }

    @Test("A text without digits has no answer")
    func noNumber() { #expect(FinalNumber.last(in: "none, at all") == nil) }

    @Test("Examples stand before the question, without the notes of calculations")
    func prompt() throws {
        let example = try #require(WordProblem(question: "Two and two?", solution: "It is <<2+2=4>>4.\n#### 4"))
        let problem = try #require(WordProblem(question: "Three?", solution: "#### 3"))
        #expect(
            WordProblemsTask(examples: FewShot([example])).prompt(for: problem)
                == .text("Question: Two and two?\nAnswer: It is 4.\n#### 4\n\nQuestion: Three?\nAnswer:"))
        let chat = WordProblemsTask(examples: FewShot([example]), asConversation: true).prompt(for: problem)
        guard case .chat(let messages) = chat else { throw CancellationError() }
        #expect(messages.map(\.role) == [.system, .user, .assistant, .user])
    }

    @Test("Both scores are counted, and generation stops before a further question")
    func scores() async throws {
        let problems = try [
            #require(WordProblem(question: "a", solution: "#### 1")),
            #require(WordProblem(question: "b", solution: "#### 2")),
            #require(WordProblem(question: "c", solution: "#### 3")),
        ]
        let model = ScriptedModel(answer: { prompt in
            prompt.contains("a\n") ? " So\n#### 1" : prompt.contains("b\n") ? " It is 2." : " #### 4"
        })
        var records: [WordProblemOutcome] = []
        let report = try await WordProblemsTask().evaluate(problems, on: model) { records.append($0) }
        #expect(report.estimate("exact match (strict)")?.value == 1.0 / 3)
        #expect(report.estimate("exact match (flexible)")?.value == 2.0 / 3)
        #expect(records[1].record["strict"] == .null && records[1].record["flexible"] == "2")
    }

    @Test(
        "Every published answer is read, and gives full marks to itself",
        .enabled(if: ReferenceData.has("eval/gsm8k-test.jsonl"), "needs the reference data eval/gsm8k-test.jsonl"))
    func published() throws {
        let problems = try WordProblem.read(try #require(ReferenceData.url("eval/gsm8k-test.jsonl")))
        #expect(problems.count == 1319)
        for problem in problems {
            #expect(FinalNumber.last(in: problem.plainSolution) == problem.answer)
            #expect(!problem.plainSolution.contains("<<"))
        }
    }
}
