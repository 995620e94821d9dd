public import Foundation
import Foundations

/// A question with several answers, one of which is right.
public struct ChoiceQuestion: Sendable, Hashable {
    /// What stands before the answers.
    public enum Stem: Sendable, Hashable {
        /// A question, asked as "Question: ...\nAnswer:".
        case question(String)
        /// The beginning of a text, continued as it is.
        case context(String)
    }

    /// What stands before.
    public var stem: Stem
    /// The answers, at least two.
    public var choices: [String]
    /// The index of the right one.
    public var answer: Int
    /// What the sample belongs to, such as a subject; nil where the data do not say.
    public var group: String?

    /// A question.
    public init(stem: Stem, choices: [String], answer: Int, group: String? = nil) {
        self.stem = stem
        self.choices = choices
        self.answer = answer
        self.group = group
    }

    /// What the model reads.
    public var prompt: String {
        switch stem {
        case .question(let text): "Question: \(text)\nAnswer:"
        case .context(let text): text
        }
    }

    /// What is scored: an answer, after a space unless something parts it already.
    public func continuation(_ choice: Int) -> String {
        let text = choices[choice]
        let isParted = text.first?.isWhitespace == true || prompt.isEmpty || prompt.last?.isWhitespace == true
        return isParted ? text : " " + text
    }

    /// Reads lines with `question` or `context`, `choices`, `answer`, and perhaps `group`.
    ///
    /// The answer is the index of a choice, counted from 0, its letter from A, or its text.
    ///
    /// - Throws: ``EvaluationDataError`` with file and line, `FileError`.
    public static func read(_ url: URL) throws -> [ChoiceQuestion] {
        try DataFile.files(at: url).flatMap { file in
            try DataFile.records(of: file) { record throws(EvaluationDataError) in try question(record) }
        }
    }

    private static func question(_ record: DataRecord) throws(EvaluationDataError) -> ChoiceQuestion {
        let stem: Stem
        switch (record.object["question"] != nil, record.object["context"] != nil) {
        case (true, false): stem = .question(try record.text("question"))
        case (false, true): stem = .context(try record.text("context"))
        default: throw record.failure("there must be either \"question\" or \"context\"")
        }
        let choices = try record.list("choices").compactMap(\.string)
        guard choices.count > 1, choices.count == record.object["choices"]?.array?.count else {
            throw record.failure("\"choices\" must be at least two strings")
        }
        guard !choices.contains("") else { throw record.failure("a choice is empty") }
        guard Set(choices).count == choices.count else { throw record.failure("two choices are the same") }
        let group = record.object["group"] == nil ? nil : try record.text("group")
        return ChoiceQuestion(
            stem: stem, choices: choices, answer: try answer(record.object["answer"], of: choices, record), group: group
        )
    }

    private static func answer(
        _ value: JSONValue?, of choices: [String], _ record: DataRecord
    ) throws(EvaluationDataError) -> Int {
        var index: Int?
        switch value {
        case .integer(let number): index = Int(exactly: number)
        case .string(let text):
            index = choices.firstIndex(of: text)
            if index == nil, let scalar = text.unicodeScalars.first, text.unicodeScalars.count == 1 {
                index = Int(scalar.value) - 65
            }
        default: break
        }
        guard let index, choices.indices.contains(index) else {
            throw record.failure(
                "\"answer\" must be an index from 0 to \(choices.count - 1), a letter, or the text of a choice")
        }
        return index
    }
}
