import Foundations
public import Tokenization

/// Tasks and conversations for a person to read.
public enum TaskText {
    /// The kind, the wording and the files of a task.
    public static func text(_ task: AgentTask) -> String {
        var lines = ["\(task.kind.rawValue) (\(task.phrasing))"]
        for file in task.files {
            lines.append("  \(file.path)")
            lines += indented(file.content, by: "      ")
        }
        return lines.joined(separator: "\n")
    }

    /// The turns of a conversation.
    public static func text(_ chat: Chat) -> String {
        chat.messages.flatMap(lines).joined(separator: "\n")
    }

    private static func lines(_ message: ChatMessage) -> [String] {
        var lines = message.content.isEmpty ? [] : ["\(message.role.rawValue)>"] + indented(message.content, by: "  ")
        for call in message.toolCalls {
            lines.append("\(message.role.rawValue)> \(call.name)")
            for argument in call.arguments.members {
                lines += indented("\(argument.key): \(argument.value.string ?? argument.value.serialized())", by: "  ")
            }
        }
        return lines
    }

    private static func indented(_ text: String, by margin: String) -> [String] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines.map { margin + $0 }
    }
}
