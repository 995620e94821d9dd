/// Something that a program can find out about an answer without understanding it.
public protocol InstructionCheck: Sendable {
    /// Whether the answer does what was asked.
    func holds(for answer: String) -> Bool
}
