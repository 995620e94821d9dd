import Foundations

/// What one stage of a quickstart took and came to.
struct QuickstartStage {
    /// What was done.
    var name: String
    /// Wall time, in seconds.
    var seconds: Double
    /// What came of it, in a few words.
    var outcome: String
    /// Tokens made or trained on.
    var tokens: Int?
    var tokensPerSecond: Double?
    /// Held-out loss in nats a token, before and after.
    var lossBefore, lossAfter: Double?
    /// Held-out bits a byte, before and after.
    var bitsBefore, bitsAfter: Double?
    /// Share of the measured peak of matrix products.
    var utilization: Double?

    init(_ name: String, seconds: Double, outcome: String) {
        self.name = name
        self.seconds = seconds
        self.outcome = outcome
    }

    var json: JSONValue {
        var object: JSONObject = ["stage": .string(name), "seconds": .number(seconds), "outcome": .string(outcome)]
        object["tokens"] = tokens.map { .integer($0) }
        let figures = [
            ("tokens_per_second", tokensPerSecond), ("loss_before", lossBefore), ("loss_after", lossAfter),
            ("bits_per_byte_before", bitsBefore), ("bits_per_byte_after", bitsAfter), ("utilization", utilization),
        ]
        for (name, figure) in figures { object[name] = figure.map { .number($0) } }
        return .object(object)
    }
}
