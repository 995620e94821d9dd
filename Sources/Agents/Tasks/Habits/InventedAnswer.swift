import Foundations
import Tokenization

/// Answers that nothing bears out, in the form of those that something does.
enum InventedAnswer {
    /// What somebody says who has found nothing and does not say so.
    static func made(for task: AgentTask, _ vocabulary: inout TaskVocabulary) -> String {
        guard task.kind == .missingValue, let look = task.solution.first,
            let path = look.arguments["path"]?.string, let key = look.arguments["query"]?.string
        else { return ExpertAnswer.mention(in: "notes/\(vocabulary.word()).txt") }
        let sign = path.hasSuffix(".yaml") ? ": " : " = "
        return "\(path):\(vocabulary.count(1...6)): \(key)\(sign)\(vocabulary.number())"
    }

    /// Something of the same kind: another number, path or word.
    static func other(than expected: String, _ vocabulary: inout TaskVocabulary) -> String {
        if Int(expected) != nil { return String(vocabulary.number()) }
        guard let slash = expected.lastIndex(of: "/"), let point = expected.lastIndex(of: ".") else {
            return vocabulary.name()
        }
        return expected[...slash] + vocabulary.word() + expected[point...]
    }
}
