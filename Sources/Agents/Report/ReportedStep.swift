import Foundations
import Tokenization

/// A step as a report tells it.
public struct ReportedStep: Sendable, Hashable {
    /// Its place in the run, counted from 1.
    public let number: Int
    /// What the model did: the call, or that it said something.
    public let action: String
    /// The first line of what came of it.
    public let outcome: String
    /// The exit status of the program that was run; nil where none was.
    public let exitStatus: Int32?
    /// The paths that were changed.
    public let changedPaths: [String]
    /// Whether it failed.
    public let failed: Bool

    init(_ step: AgentStep) {
        number = step.number
        action = Self.action(of: step.turn)
        outcome = Self.firstLine(step.observation.text)
        exitStatus = step.observation.exitStatus
        changedPaths = step.observation.changedPaths
        failed = step.isFailure
    }

    /// The calls of a turn on one line, cut where they are long; a text is only said to be one.
    public static func action(of turn: AgentTurn, maximum: Int = 100) -> String {
        guard !turn.message.toolCalls.isEmpty else { return "(a text)" }
        let calls = turn.message.toolCalls.map { "\($0.name) \(JSONValue.object($0.arguments).serialized())" }
        return shortened(calls.joined(separator: "; "), maximum)
    }

    /// The first line of a text, cut where it is long, with nothing hidden in it.
    public static func firstLine(_ text: String, maximum: Int = 100) -> String {
        let line = text.unicodeScalars.split(
            maxSplits: 1, omittingEmptySubsequences: true, whereSeparator: { $0 == "\n" || $0 == "\r" }
        ).first
        return shortened(line.map(String.init) ?? "", maximum)
    }

    static func shortened(_ text: String, _ maximum: Int) -> String {
        let visible = VisibleText.escaping(text)
        return visible.count <= maximum ? visible : visible.prefix(maximum - 1) + "…"
    }
}
