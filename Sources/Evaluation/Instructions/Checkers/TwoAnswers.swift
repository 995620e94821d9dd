/// The answer is exactly two different ones, parted by six asterisks; an empty part may stand at either end.
public struct TwoAnswers: InstructionCheck {
    /// Asks for two answers.
    public init() {}

    public func holds(for answer: String) -> Bool {
        guard let parts = TextUnits.filled(answer.split(separator: "******", omittingEmptySubsequences: false)) else {
            return false
        }
        return parts.count == 2 && parts[0] != parts[1]
    }
}
