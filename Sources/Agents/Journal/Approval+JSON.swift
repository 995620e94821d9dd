import Foundations

extension Approval {
    /// The approval as a journal has it.
    var json: JSONObject { ["verdict": .string(verdict.rawValue), "fingerprint": .string(fingerprint)] }

    init(_ reader: EventReader) throws(EventError) {
        self.init(verdict: try reader.word("verdict"), fingerprint: try reader.string("fingerprint"))
    }
}
