import Foundations

/// A text that the finished model wrote.
struct QuickstartSample {
    var prompt: String
    var temperature: Double
    var text: String

    var json: JSONValue {
        ["prompt": .string(prompt), "temperature": .number(temperature), "text": .string(text)]
    }
}
