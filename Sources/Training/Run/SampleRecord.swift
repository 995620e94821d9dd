/// A text that the model wrote in the middle of its training.
public struct SampleRecord: Sendable, Hashable {
    /// Steps done before it.
    public var step: Int
    /// The text it continued; empty: the start of a document.
    public var prompt: String
    /// What it wrote.
    public var text: String

    public init(step: Int, prompt: String, text: String) {
        self.step = step
        self.prompt = prompt
        self.text = text
    }
}
