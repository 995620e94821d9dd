import Evaluation
import Foundation
import TestSupport
import Testing

@Suite("Bad lines of evaluation data")
struct BadDataTests {
    /// What reading a file of these lines throws.
    private func fault(_ lines: String, _ read: (URL) throws -> Void) throws -> EvaluationDataError {
        let folder = try TemporaryDirectory()
        try folder.write(Array(lines.utf8), to: "data.jsonl")
        return try #require(throws: EvaluationDataError.self) { try read(folder.file("data.jsonl")) }
    }

    @Test(
        "Minimal pairs: file, line and reason are named",
        arguments: [
            ("{\"sentence_good\": \"a\", \"sentence_bad\": \"b\", \"UID\": \"x\"}\n{broken", 2, "not valid JSON"),
            ("\n\n{\"sentence_good\": \"a\", \"UID\": \"x\"}", 3, "no \"sentence_bad\""),
            ("{\"sentence_good\": 1, \"sentence_bad\": \"a\", \"UID\": \"x\"}", 1, "a number, not a string"),
            ("[1]", 1, "an array, not an object"),
        ])
    func pairs(lines: String, line: Int, reason: String) throws {
        let error = try fault(lines) { _ = try MinimalPair.read($0) }
        #expect(error.line == line && error.reason.contains(reason), "\(error)")
        #expect(error.description.contains("data.jsonl:\(line): "))
    }

    @Test(
        "Questions: file, line and reason are named",
        arguments: [
            (#"{"question": "Q", "choices": ["x"], "answer": 0}"#, "at least two"),
            (#"{"question": "Q", "choices": ["x", 2], "answer": 0}"#, "at least two strings"),
            (#"{"question": "Q", "choices": ["x", ""], "answer": 0}"#, "empty"),
            (#"{"question": "Q", "choices": ["x", "x"], "answer": 0}"#, "the same"),
            (#"{"question": "Q", "choices": ["x", "y"], "answer": 2}"#, "from 0 to 1"),
            (#"{"question": "Q", "choices": ["x", "y"], "answer": "C"}"#, "from 0 to 1"),
            (#"{"question": "Q", "choices": ["x", "y"]}"#, "from 0 to 1"),
            (#"{"choices": ["x", "y"], "answer": 0}"#, "either"),
            (#"{"question": "Q", "context": "C", "choices": ["x", "y"], "answer": 0}"#, "either"),
        ])
    func questions(line: String, reason: String) throws {
        let error = try fault("\n" + line) { _ = try ChoiceQuestion.read($0) }
        #expect(error.line == 2 && error.reason.contains(reason), "\(error)")
    }

    @Test("Word problems: an answer without its number is named")
    func problems() throws {
        let error = try fault(#"{"question": "Q", "answer": "It is 3."}"#) { _ = try WordProblem.read($0) }
        #expect(error.line == 1 && error.reason.contains("####"))
    }

    @Test(
        "Instructions: file, line, kind and argument are named",
        arguments: [
            (#"["length_constraints:number_words"], "kwargs": [{"relation": "about", "num_words": 3}]"#, "relation"),
            (#"["length_constraints:number_words"], "kwargs": [{"relation": "at least"}]"#, "num_words"),
            (#"["keywords:existence"], "kwargs": [{"keywords": []}]"#, "keywords"),
            (#"["keywords:existence"], "kwargs": [{"keywords": ["a", 1]}]"#, "keywords"),
            (#"["startend:end_checker"], "kwargs": [{}]"#, "end_phrase"),
            (#"["punctuation:no_comma"], "kwargs": []"#, "as long as"),
            (#"["punctuation:no_comma"], "kwargs": [3]"#, "no object"),
            (#"[], "kwargs": []"#, "not empty"),
        ])
    func instructions(members: String, reason: String) throws {
        let line = "{\"key\": 1, \"prompt\": \"P\", \"instruction_id_list\": \(members)}"
        let error = try fault(line) { _ = try IFEvalPrompt.read($0) }
        #expect(error.line == 1 && error.reason.contains(reason), "\(error)")
    }

    @Test("Prompts and judgements: file and line are named")
    func preferences() throws {
        let turn = try fault(#"{"prompt": [{"role": "robot", "content": "x"}]}"#) { _ = try PreferencePrompt.read($0) }
        #expect(turn.line == 1 && turn.reason.contains("role"))
        let last = try fault(#"{"prompt": [{"role": "assistant", "content": "x"}]}"#) {
            _ = try PreferencePrompt.read($0)
        }
        #expect(last.reason.contains("user"))
        let judgement = try fault("{\"judgement\": \"tie\"}\n{\"judgement\": \"third\"}") {
            _ = try JudgedAnswers($0)
        }
        #expect(judgement.line == 2 && judgement.reason.contains("third"))
    }

    @Test("A file without records, and a folder without files, are refused")
    func empty() throws {
        let error = try fault("\n \n") { _ = try MinimalPair.read($0) }
        #expect(error.line == nil && error.reason.contains("no records"))
        let folder = try TemporaryDirectory()
        #expect(throws: EvaluationDataError.self) { _ = try MinimalPair.read(folder.url) }
    }
}
