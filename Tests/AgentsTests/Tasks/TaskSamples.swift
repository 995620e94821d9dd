import Agents
import Foundations
import Tokenization

/// Tasks of every kind, for tests.
enum TaskSamples {
    /// The tasks 0 to `count` - 1 of one kind.
    static func tasks(
        _ kind: TaskKind, _ count: Int, seed: UInt64 = 11, split: TaskSplit = .heldOut,
        phrasings: PhrasingSet = .trained
    ) -> [AgentTask] {
        let generator = TaskGenerator(seed: seed, split: split, phrasings: phrasings, kinds: [kind])
        return (0..<count).map(generator.task)
    }

    /// What a call of the solution asks for: the first one of this tool.
    static func argument(_ name: String, of tool: String, in task: AgentTask) -> String? {
        task.solution.first { $0.name == tool }?.arguments[name]?.string
    }

    /// The words and numbers of a text: runs of letters, in lower case, and runs of digits.
    static func tokens(_ text: String) -> Set<String> {
        var tokens: Set<String> = []
        for run in text.lowercased().split(whereSeparator: { !$0.isLetter && !$0.isNumber }) {
            for part in run.split(whereSeparator: \.isNumber) { tokens.insert(String(part)) }
            for part in run.split(whereSeparator: \.isLetter) { tokens.insert(String(part)) }
        }
        return tokens
    }

    /// Everything that a task says anywhere.
    static func text(_ task: AgentTask) -> String {
        let files = task.files.map { $0.path + "\n" + $0.content }
        let calls = task.solution.flatMap { $0.arguments.members.compactMap(\.value.string) }
        return ([task.goal] + files + calls + [task.answer ?? ""]).joined(separator: "\n")
    }
}
