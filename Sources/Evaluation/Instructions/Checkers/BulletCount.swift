/// The answer has exactly so many bullets: lines that begin with `*` or `-`; `**` makes words bold and is none.
public struct BulletCount: InstructionCheck {
    /// The count that was asked for.
    public let count: Int

    /// Asks for so many bullets.
    public init(count: Int) { self.count = count }

    public func holds(for answer: String) -> Bool {
        answer.split(whereSeparator: \.isNewline).count { line in
            let text = line.drop(while: \.isWhitespace)
            return text.first == "-" || text.first == "*" && text.count > 1 && text.dropFirst().first != "*"
        } == count
    }
}
