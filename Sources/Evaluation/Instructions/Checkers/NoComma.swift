/// The answer has no comma.
public struct NoComma: InstructionCheck {
    /// Asks for none.
    public init() {}

    public func holds(for answer: String) -> Bool { !answer.contains(",") }
}
