/// The whole answer stands in double quotation marks.
public struct Quotation: InstructionCheck {
    /// Asks for quotation marks.
    public init() {}

    public func holds(for answer: String) -> Bool {
        let text = TextUnits.trimmed(answer[...])
        return text.count > 1 && text.first == "\"" && text.last == "\""
    }
}
