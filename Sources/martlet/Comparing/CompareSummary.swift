import Corpus
import Foundations

/// What a file of judgements holds for a list of prompts.
struct CompareSummary {
    let file: String
    let prompts: Int
    let remaining: Int
    let tally: JudgementTally
    /// Judgements that were added by this run, those that it took back not counted.
    let added: Int
    let isInterrupted: Bool

    var json: JSONValue {
        var object: JSONObject = [
            "output": .string(file), "prompts": .integer(prompts), "remaining": .integer(remaining),
            "added": .integer(added), "interrupted": .bool(isInterrupted),
        ]
        object.members += tally.json.members
        return .object(object)
    }

    var lines: [String] {
        var lines = [
            "\(tally.total) of \(prompts) prompts judged, \(added) of them now: \(tally[.first]) for the first answer, "
                + "\(tally[.second]) for the second, \(tally[.tie]) \(tally[.tie] == 1 ? "tie" : "ties"), "
                + "\(tally[.skip]) skipped"
        ]
        if tally.decided > 0 {
            lines.append("what was shown as A was preferred in \(tally.shownFirst) of \(tally.decided)")
        }
        lines.append("file    \(file)")
        if remaining > 0 { lines.append("left    \(remaining): the same command goes on with them") }
        return lines
    }
}
