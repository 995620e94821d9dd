import Foundations
import Tokenization

/// The calls that an agent makes who knows what to do.
enum ExpertCall {
    static func read(_ path: String) -> ToolCall {
        ToolCall(name: "read_file", arguments: ["path": .string(path)])
    }

    static func search(_ query: String) -> ToolCall {
        ToolCall(name: "search_files", arguments: ["query": .string(query)])
    }

    static func search(_ query: String, in path: String) -> ToolCall {
        ToolCall(name: "search_files", arguments: ["query": .string(query), "path": .string(path)])
    }

    /// Looks for a line and what follows it.
    static func search(_ query: String, in path: String, linesAfter: Int) -> ToolCall {
        var call = search(query, in: path)
        call.arguments["lines_after"] = .integer(linesAfter)
        return call
    }

    static func calculate(_ expression: String) -> ToolCall {
        ToolCall(name: "calculate", arguments: ["expression": .string(expression)])
    }

    static func test(_ path: String) -> ToolCall {
        ToolCall(name: "run_tests", arguments: ["path": .string(path)])
    }

    static func giveUp(_ kind: TaskKind) -> ToolCall {
        ToolCall(name: "give_up", arguments: ["reason": .string(ExpertAnswer.reason(kind))])
    }

    /// Deletes a file.
    static func delete(_ path: String) -> ToolCall {
        ToolCall(
            name: "apply_patch",
            arguments: ["patch": .string("*** Begin Patch\n*** Delete File: \(path)\n*** End Patch")])
    }

    /// Replaces one line in each of several files.
    static func patch(_ changes: [LineChange]) -> ToolCall {
        let hunks = changes.map { change in
            "*** Update File: \(change.path)\n@@\n-\(change.old)\n+\(change.new)\n"
        }
        return ToolCall(
            name: "apply_patch",
            arguments: ["patch": .string("*** Begin Patch\n\(hunks.joined())*** End Patch")])
    }
}
