/// The answer has at least so many highlighted parts, *like this* or **like this**, within a line and not empty.
public struct HighlightCount: InstructionCheck {
    /// The count that was asked for.
    public let count: Int

    /// Asks for so many parts.
    public init(count: Int) { self.count = count }

    public func holds(for answer: String) -> Bool {
        let single = answer.matches(of: /\*[^\n*]*\*/), double = answer.matches(of: /\*\*[^\n*]*\*\*/)
        let filled = (single.map(\.output) + double.map(\.output)).count { part in
            part.contains { $0 != "*" && !$0.isWhitespace }
        }
        return filled >= count
    }
}
