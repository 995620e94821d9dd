public import Foundation
import Foundations

/// A problem in words with a number as its answer, as GSM8K has them.
public struct WordProblem: Sendable, Hashable {
    /// The problem.
    public var question: String
    /// The way to the answer, which ends in "#### " and the number.
    public var solution: String
    /// The number.
    public var answer: String

    /// A problem; nil where the solution does not end in "####" and a number.
    public init?(question: String, solution: String) {
        guard let answer = FinalNumber.afterMark(in: solution) else { return nil }
        self.question = question
        self.solution = solution
        self.answer = answer
    }

    /// The solution without the notes of calculations, `<<48/2=24>>`, which are no part of the text.
    public var plainSolution: String { solution.replacing(#/<<[^<>\n]*>>/#, with: "") }

    /// Reads lines with `question` and `answer`.
    ///
    /// - Throws: ``EvaluationDataError`` with file and line, `FileError`.
    public static func read(_ url: URL) throws -> [WordProblem] {
        try DataFile.files(at: url).flatMap { file in
            try DataFile.records(of: file) { record throws(EvaluationDataError) in
                let (question, solution) = (try record.text("question"), try record.text("answer"))
                guard let problem = WordProblem(question: question, solution: solution) else {
                    throw record.failure("\"answer\" does not end in \"#### \" and a number")
                }
                return problem
            }
        }
    }
}
