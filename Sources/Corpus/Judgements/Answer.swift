import Foundations

/// An answer to a prompt, and how it came about.
package struct Answer: Sendable, Hashable {
    /// What the model said.
    package let text: String
    /// The model's name.
    package let model: String
    /// The seed of its sampling; the same seed gives the same text.
    package let seed: UInt64
    /// The temperature of its sampling.
    package let temperature: Double
    /// Whether a limit of tokens cut it before the model ended its turn.
    package let isCut: Bool

    package init(text: String, model: String, seed: UInt64, temperature: Double, isCut: Bool = false) {
        self.text = text
        self.model = model
        self.seed = seed
        self.temperature = temperature
        self.isCut = isCut
    }

    /// How it came about, as JSON; the text is elsewhere.
    var origin: JSONValue {
        var object: JSONObject = [
            "model": .string(model), "seed": .string("\(seed)"), "temperature": .number(temperature),
        ]
        if isCut { object["cut"] = true }
        return .object(object)
    }
}
