/// The answer has exactly so many paragraphs, parted by `***`.
///
/// An empty one may stand at the beginning or the end, and does not count; in between it is a fault.
public struct ParagraphCount: InstructionCheck {
    /// The count that was asked for.
    public let count: Int

    /// Asks for so many paragraphs.
    public init(count: Int) { self.count = count }

    public func holds(for answer: String) -> Bool {
        TextUnits.filled(answer.split(separator: "***", omittingEmptySubsequences: false))?.count == count
    }
}
