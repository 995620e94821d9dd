public import Foundations

/// Why what a model generated is no message: its tool call is malformed.
public enum AssistantTurnError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A tool call begins and does not end.
    case unfinishedCall(text: String)
    /// A tool call ends that never began.
    case endWithoutCall(text: String)
    /// What stands in a tool call is no JSON.
    case notJSON(JSONError, text: String)
    /// What stands in a tool call is JSON, but no object with a name and arguments.
    case notACall(reason: String, text: String)
    /// Text follows a tool call.
    case textAfterCall(text: String)

    public var description: String {
        switch self {
        case .unfinishedCall(let text): "the tool call has no end </tool_call>: \(text)"
        case .endWithoutCall(let text): "</tool_call> without <tool_call>: \(text)"
        case .notJSON(let error, let text): "the tool call is no JSON: column \(error.column): \(error.reason): \(text)"
        case .notACall(let reason, let text): "the tool call is malformed: \(reason): \(text)"
        case .textAfterCall(let text): "text follows the tool call: \(text)"
        }
    }
}
