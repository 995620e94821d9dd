public import Foundation
import Foundations

/// Judgements that were made elsewhere, such as a person's.
public struct JudgedAnswers: Sendable, Hashable {
    /// The judgements, in the order of their lines.
    public let judgements: [AnswerJudgement]
    /// Pairs that were passed over.
    public let skipped: Int

    /// Reads lines with a `judgement`, or the `verdict` that `martlet train compare` writes: `first`, `second`, `tie`, or
    /// `skip` for a pair that was passed over.
    ///
    /// - Throws: ``EvaluationDataError`` with file and line, `FileError`.
    public init(_ url: URL) throws {
        let all = try DataFile.records(of: url) { record throws(EvaluationDataError) -> AnswerJudgement? in
            let key = record.object["judgement"] == nil && record.object["verdict"] != nil ? "verdict" : "judgement"
            let name = try record.text(key)
            if name == "skip" { return nil }
            guard let judgement = AnswerJudgement(rawValue: name) else {
                throw record.failure("\"\(key)\" is \"\(name)\", not \"first\", \"second\", \"tie\" or \"skip\"")
            }
            return judgement
        }
        judgements = all.compactMap(\.self)
        skipped = all.count - judgements.count
    }

    /// The report on some of the judgements.
    public func report(on judgements: [AnswerJudgement]) -> EvaluationReport {
        let rate = WinRate(judgements)
        return EvaluationReport(
            task: "preference", metrics: rate.metrics,
            notes: [rate.note] + (skipped == 0 ? [] : ["\(skipped) pairs were passed over, and are in no score"]))
    }
}
