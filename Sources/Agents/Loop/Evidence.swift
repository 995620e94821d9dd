import Foundations
import Tokenization

/// A step that an answer rests on, by what the tool reported and not by what the model says.
public struct Evidence: Sendable, Hashable {
    /// The number of the step.
    public var step: Int
    /// The tool that was run.
    public var tool: String
    /// The exit status of the program that the tool ran; nil where it ran none.
    public var exitStatus: Int32?
    /// The hash of the observation's text: 16 hexadecimal digits.
    public var digest: String
    /// The paths that the step changed.
    public var changedPaths: [String]

    /// Points at a step.
    public init(step: Int, tool: String, exitStatus: Int32?, digest: String, changedPaths: [String]) {
        self.step = step
        self.tool = tool
        self.exitStatus = exitStatus
        self.digest = digest
        self.changedPaths = changedPaths
    }

    /// Points at a step that ran a tool.
    init(_ step: AgentStep) {
        self.init(
            step: step.number, tool: step.turn.call?.name ?? "", exitStatus: step.observation.exitStatus,
            digest: Hexadecimal.text(StableHash.xxh64(step.observation.text)),
            changedPaths: step.observation.changedPaths)
    }
}
