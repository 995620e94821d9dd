import Foundations

/// How fast one side trained.
struct TrainingMeasurement {
    /// Who, and in which mode: "martlet bf16", "PyTorch bf16-compiled".
    let side: String
    /// The middle time of a step.
    let medianSeconds: Double
    /// Tokens of a step over the median time of a step.
    let tokensPerSecond: Double
    /// Tokens of a step over the fastest step.
    let bestTokensPerSecond: Double
    /// Share of the measured peak of matrix products; nil where it was not measured.
    var utilization: Double?
    /// Where the time of a step went, in milliseconds, the most expensive first.
    var parts: [(name: String, milliseconds: Double)] = []

    /// - Parameters:
    ///   - tokensAStep: tokens of a step.
    ///   - seconds: the times of the measured steps, at least one.
    init(side: String, tokensAStep: Int, seconds: [Double]) {
        self.side = side
        let sorted = seconds.sorted()
        medianSeconds = sorted[sorted.count / 2]
        tokensPerSecond = Double(tokensAStep) / medianSeconds
        bestTokensPerSecond = Double(tokensAStep) / sorted[0]
    }

    var json: JSONValue {
        var object: JSONObject = [
            "side": .string(side), "tokens_per_second": .number(tokensPerSecond),
            "best_tokens_per_second": .number(bestTokensPerSecond),
        ]
        object["utilization"] = utilization.map { .number($0) }
        if !parts.isEmpty {
            let members = parts.map { JSONObject.Member(key: $0.name, value: .number($0.milliseconds)) }
            object["milliseconds"] = .object(JSONObject(members: members))
        }
        return .object(object)
    }
}
