public import Foundation
import Foundations

/// Judgements that were made elsewhere.
public enum JudgementFile {
    /// Reads lines with a `judgement`: `first`, `second` or `tie`.
    ///
    /// - Throws: ``EvaluationDataError`` with file and line, `FileError`.
    public static func read(_ url: URL) throws -> [AnswerJudgement] {
        try DataFile.records(of: url) { record throws(EvaluationDataError) in
            let name = try record.text("judgement")
            guard let judgement = AnswerJudgement(rawValue: name) else {
                throw record.failure("\"judgement\" is \"\(name)\", not \"first\", \"second\" or \"tie\"")
            }
            return judgement
        }
    }

    /// The report on judgements.
    public static func report(on judgements: [AnswerJudgement]) -> EvaluationReport {
        let rate = WinRate(judgements)
        return EvaluationReport(task: "preference", metrics: rate.metrics, notes: [rate.note])
    }
}
