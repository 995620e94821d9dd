/// The answer has at least so many sections, each after its marker and a number, such as SECTION 1.
public struct SectionCount: InstructionCheck {
    /// The word before the number, in just these letters.
    public let marker: String
    /// The count that was asked for.
    public let count: Int

    /// Asks for so many sections.
    public init(marker: String, count: Int) {
        self.marker = marker
        self.count = count
    }

    public func holds(for answer: String) -> Bool {
        let found = answer.ranges(of: marker).count { range in
            let rest = answer[range.upperBound...]
            let number = rest.first?.isWhitespace == true ? rest.dropFirst() : rest
            return number.first?.isWholeNumber == true
        }
        return found >= count
    }
}
