package import Foundations

/// How often what was said.
package struct JudgementTally: Sendable, Hashable {
    /// Judgements by verdict.
    package private(set) var counts: [Verdict: Int] = [:]
    /// Of those that are decided, how many went to the answer that was shown first.
    package private(set) var shownFirst = 0

    /// Counts the judgements of a file; pairs that were not judged here count as the first answer's.
    package init(_ records: some Sequence<JudgementRecord>) {
        for record in records {
            let verdict = record.verdict ?? .first
            counts[verdict, default: 0] += 1
            if record.verdict == (record.isSwapped ? .second : .first) { shownFirst += 1 }
        }
    }

    /// How often a verdict was given.
    package subscript(verdict: Verdict) -> Int { counts[verdict] ?? 0 }

    /// All judgements.
    package var total: Int { counts.values.reduce(0, +) }

    /// Judgements that prefer an answer.
    package var decided: Int { self[.first] + self[.second] }

    /// The counts as JSON.
    package var json: JSONObject {
        [
            "judged": .integer(total), "first": .integer(self[.first]), "second": .integer(self[.second]),
            "ties": .integer(self[.tie]), "skips": .integer(self[.skip]),
            "shown_first_preferred": .integer(shownFirst),
        ]
    }
}
