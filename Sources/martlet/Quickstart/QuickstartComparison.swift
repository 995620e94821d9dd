import Foundations

/// What a model answered to the same question before fine-tuning and after.
struct QuickstartComparison {
    var prompt: String
    var before: String
    var after: String

    var json: JSONValue {
        ["prompt": .string(prompt), "before": .string(before), "after": .string(after)]
    }
}
