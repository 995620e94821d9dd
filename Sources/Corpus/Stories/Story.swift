/// One story and what it is about.
public struct Story: Sendable {
    /// The story: paragraphs separated by a line break, without one at the end.
    public let text: String
    /// What happens in it.
    public let shape: StoryShape
    /// Who and what could appear in it, such as "hero", "thing" or "sum".
    package let cast: StoryCast

    package init(text: String, shape: StoryShape, cast: StoryCast) {
        self.text = text
        self.shape = shape
        self.cast = cast
    }
}
