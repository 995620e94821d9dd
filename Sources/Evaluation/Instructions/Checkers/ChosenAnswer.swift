/// The answer is one of the three that were offered.
public struct ChosenAnswer: InstructionCheck {
    /// What may be answered.
    public static let choices = ["My answer is yes.", "My answer is no.", "My answer is maybe."]

    /// Asks for one of the three.
    public init() {}

    public func holds(for answer: String) -> Bool { Self.choices.contains { answer.contains($0) } }
}
