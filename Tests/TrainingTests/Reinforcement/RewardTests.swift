import Foundation
import Foundations
import Generation
import TestSupport
import Tensors
import Testing
import Training
import Transformer

@Suite("Rewards")
struct RewardTests {
    private func answer(_ text: String, _ expected: JSONValue? = nil, tokens: Int = 1) -> GradedAnswer {
        GradedAnswer(
            prompt: [1, 2], tokens: Array(repeating: 3, count: tokens), text: text, expected: expected)
    }

    private func value(_ function: some RewardFunction, _ answer: GradedAnswer) throws -> Double {
        try #require(try function.rewards(of: [answer]).first).value
    }

    @Test("An exact answer is one but for white space around it")
    func exact() throws {
        #expect(try value(ExactAnswer(), answer(" 46\n", "46")) == 1)
        #expect(try value(ExactAnswer(), answer("46", 46)) == 1)
        #expect(try value(ExactAnswer(), answer("4 6", "46")) == 0)
        #expect(try value(ExactAnswer(), answer("", "46")) == 0)
        #expect(try value(ExactAnswer(), answer("46")) == 0)
        #expect(try value(ExactAnswer(), answer("  ", "")) == 1)
        #expect(ExactAnswer().rewards(of: [answer("a", "a"), answer("b", "a")]).map(\.isSuccess) == [true, false])
    }

    @Test(
        "The last number of a text, in one spelling",
        arguments: [
            ("46", "46"), ("12+34=46", "46"), ("It is 1,234.50 in all.", "1234.5"), ("-7", "-7"), ("x = -0.50", "-0.5"),
            ("10-7", "7"), ("007", "7"), ("-0", "0"), ("3, 4", "4"), ("1,23", "23"), ("2.", "2"), ("#### 18", "18"),
            ("123456789012345678901234567890", "123456789012345678901234567890"), ("1.5.2", "2"),
        ])
    func numbers(text: String, expected: String) {
        #expect(NumberAnswer.lastNumber(in: text) == expected)
    }

    @Test("A number counts where it is the last one of the answer")
    func number() throws {
        #expect(NumberAnswer.lastNumber(in: "none") == nil)
        #expect(try value(NumberAnswer(), answer("so 12+34 is 46.", "12+34=46\n#### 46")) == 1)
        #expect(try value(NumberAnswer(), answer("46 or 47", 46)) == 0)
        #expect(try value(NumberAnswer(), answer("1,000", 1000)) == 1)
        #expect(try value(NumberAnswer(), answer("none", "none")) == 0)
    }

    @Test("JSON counts where it is whole, and of the schema where there is one")
    func json() throws {
        #expect(try value(JSONAnswer(), answer(#"{"a": 1}"#)) == 1)
        #expect(try value(JSONAnswer(), answer(#"{"a": 1"#)) == 0)
        #expect(try value(JSONAnswer(), answer("")) == 0)
        let schema = try JSONSchema(
            ["type": "object", "properties": ["a": ["type": "integer"]], "required": ["a"]])
        #expect(try value(JSONAnswer(schema: schema), answer(#"{"a": 1}"#)) == 1)
        #expect(try value(JSONAnswer(schema: schema), answer(#"{"a": "1"}"#)) == 0)
        #expect(try value(JSONAnswer(schema: schema), answer(#"{"a": 1, "b": 2}"#)) == 0)
    }

    @Test("Length costs nothing up to the margin, and one from the limit on")
    func length() throws {
        let limit = LengthLimit(limit: 20, margin: 8)
        let found = try [1, 12, 14, 16, 20, 50].map { try value(limit, answer("", tokens: $0)) }
        #expect(found == [0, 0, -0.25, -0.5, -1, -1])
    }

    @Test("Rewards are summed with their weights; a task is solved where every judge says so")
    func sum() throws {
        let terms = try RewardTerm.terms(in: "exact + 0.5*json + 2*length:4:2")
        let function = try RewardTerm.function(
            of: terms, vocabularySize: 10, device: CPUDevice.shared, precision: .float32)
        #expect(function.needsExpectedAnswer && function.name == "exact+json+length")
        let found = try function.rewards(of: [
            answer("46", "46"), answer("x", "x", tokens: 3), answer("47", "46", tokens: 9),
        ])
        let values: [Double] = [1.5, 0, -1.5]
        #expect(found.map(\.value) == values)
        #expect(found.map(\.isSuccess) == [true, false, false])
        let length = LengthLimit(limit: 4, margin: 2).rewards(of: [answer("a")])
        #expect(length.map(\.isSuccess) == [nil])
    }

    @Test("Terms are read as people write them")
    func terms() throws {
        #expect(try RewardTerm.terms(in: "exact") == [RewardTerm(.exact)])
        #expect(
            try RewardTerm.terms(in: "-0.1*length:64") == [RewardTerm(weight: -0.1, .length(limit: 64, margin: 16))])
        #expect(
            try RewardTerm.terms(in: "number + 0.5*model:/a+b/c:d") == [
                RewardTerm(.number), RewardTerm(weight: 0.5, .model(URL(filePath: "/a+b/c:d"))),
            ])
        #expect(try RewardTerm.terms(in: "json:s.json")[0].kind == .json(schema: URL(filePath: "s.json")))
    }

    @Test(
        "What names no reward is refused",
        arguments: [
            "", "exacct", "exact:3", "length", "length:0", "length:8:9", "length:a", "length:8:2:1", "model", "model:",
            "exact + ", "x*exact",
        ])
    func unknown(text: String) {
        let error = #expect(throws: RewardError.self) { try RewardTerm.terms(in: text) }
        #expect(error?.description.contains("exact, number, json") == true)
    }

    @Test("A reward model scores prompt and answer together, in any company; what does not fit it is refused")
    func model() throws {
        let folder = try TemporaryDirectory()
        let model = try ModelShape.all[1].model()
        try model.save(to: folder.url)
        let head = ScalarHead(hiddenSize: 48, deviation: 0.5, seed: 3)
        try RewardModel.save(head, to: folder.url)
        let function = try RewardTerm.function(
            of: RewardTerm.terms(in: "model:\(folder.url.path)"), vocabularySize: ModelShape.vocabularySize,
            device: CPUDevice.shared, precision: .float32)
        let answers = (0..<11).map { index in
            GradedAnswer(prompt: [1, Int32(index)], tokens: [Int32](repeating: 7, count: 1 + index % 4), text: "")
        }
        let together = try function.rewards(of: answers)
        let expected = RewardModel(model: model, head: head)
        for (answer, reward) in zip(answers, together) {
            let score = expected.scores(of: [answer.prompt + answer.tokens], tape: Tape(mode: .evaluation))[0]
            #expect(abs(reward.value - score) < 1e-4)
        }
        #expect(together.contains { $0.value != together[0].value })
        #expect(throws: ModelError.self) {
            try function.rewards(of: [GradedAnswer(prompt: [1], tokens: [99], text: "")])
        }
        let long = GradedAnswer(prompt: [1], tokens: Array(repeating: 1, count: 128), text: "")
        #expect(throws: RewardError.textTooLong(tokens: 129, context: 128)) { try function.rewards(of: [long]) }
        #expect(throws: RewardError.self) {
            try RewardTerm.function(
                of: RewardTerm.terms(in: "model:\(folder.url.path)"), vocabularySize: 99, device: CPUDevice.shared,
                precision: .float32)
        }
    }
}
