import Foundations
import Tokenization

extension AgentTask {
    /// The task for a person to read: the goal, the files, and what solves it.
    public var text: String {
        var lines = ["\(kind.rawValue) (\(phrasing))", "goal: \(goal)"]
        for file in files {
            lines.append("file \(file.path):")
            lines += file.content.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map {
                "    \($0)"
            }
        }
        for call in solution {
            let arguments = call.arguments.members.compactMap(\.value.string).joined(separator: ", ")
            lines.append("call \(call.name): \(arguments.replacing("\n", with: "\n    "))")
        }
        if let answer { lines.append("answer: \(answer)") }
        return lines.joined(separator: "\n")
    }
}
