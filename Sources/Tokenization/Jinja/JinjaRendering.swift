/// The text that a template makes, and what is known of its parts.
public struct JinjaRendering: Sendable, Hashable {
    /// The text.
    public let text: String
    /// The parts that the template itself says, as ranges of the text's UTF-8 bytes, in order; everything else comes
    /// from the values that it was given.
    public let literalRanges: [Range<Int>]
    /// The parts in `generation` blocks, as ranges of the text's UTF-8 bytes, in order.
    public let generatedRanges: [Range<Int>]

    init(_ text: JinjaText) {
        self.text = text.string
        literalRanges = text.ranges(of: .literal)
        generatedRanges = text.ranges(of: .generated)
    }
}
