/// One instruction of a prompt.
public struct Instruction: Sendable {
    /// Its kind, such as `punctuation:no_comma`.
    public let kind: String
    /// What finds out whether it was followed; nil for a kind that is not known here.
    public let check: (any InstructionCheck)?

    /// An instruction.
    public init(kind: String, check: (any InstructionCheck)?) {
        self.kind = kind
        self.check = check
    }
}
