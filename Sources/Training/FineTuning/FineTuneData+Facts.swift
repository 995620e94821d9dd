public import Foundations

extension FineTuneData {
    /// What became of the transcripts, for the top of a report: what was left out, and what was cut.
    var facts: [RunReport.Fact] {
        var facts = skipped.map { RunReport.Fact("Left out: \($0.reason)", FigureFormat.grouped($0.count)) }
        if cut.transcripts > 0 {
            facts.append(
                .init(
                    "Cut to a sequence",
                    "\(FigureFormat.grouped(cut.transcripts)), by \(FigureFormat.count(Double(cut.tokens))) tokens"))
        }
        return facts
    }

    /// What became of the transcripts, as JSON: how many train and are held out, are left out by reason, and were cut.
    public var counts: JSONObject {
        [
            "transcripts": .integer(train.count), "held_out": .integer(heldOut.count),
            "left_out": .object(
                JSONObject(members: skipped.map { JSONObject.Member(key: $0.reason, value: .integer($0.count)) })),
            "cut": .integer(cut.transcripts), "cut_tokens": .integer(cut.tokens),
        ]
    }
}
