/// The answer has at least so many placeholders in square brackets, such as [name].
public struct PlaceholderCount: InstructionCheck {
    /// The count that was asked for.
    public let count: Int

    /// Asks for so many placeholders.
    public init(count: Int) { self.count = count }

    public func holds(for answer: String) -> Bool {
        let found = answer.split(whereSeparator: \.isNewline).reduce(0) { $0 + $1.matches(of: /\[.*?\]/).count }
        return found >= count
    }
}
