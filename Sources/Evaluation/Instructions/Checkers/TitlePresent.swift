/// The answer has a title in double angular brackets, <<like this>>, within a line and not empty.
public struct TitlePresent: InstructionCheck {
    /// Asks for a title.
    public init() {}

    public func holds(for answer: String) -> Bool {
        answer.matches(of: /<<[^\n]+>>/).contains { match in
            match.output.contains { !"<>".contains($0) && !$0.isWhitespace }
        }
    }
}
