import Foundations
import Tokenization

extension TaskMaker {
    /// A file that the goal names is not there: one of settings, a source, or the second of two sources.
    mutating func missingFile() -> AgentTask? {
        switch vocabulary.count(0...9) {
        case 0...4: return askValue(.missingFile)
        case 5...7: return missingSource()
        default:
            guard let task = changeTwoFiles(),
                let path = task.solution[vocabulary.count(0...1)].arguments["path"]?.string
            else { return nil }
            return missing(path, from: task)
        }
    }

    /// The same task without a file that its solution looks into.
    func missing(_ path: String, from task: AgentTask) -> AgentTask? {
        guard let place = task.solution.firstIndex(where: { $0.arguments["path"]?.string == path }) else { return nil }
        return AgentTask(
            kind: .missingFile, goal: task.goal, phrasing: task.phrasing, files: task.files.filter { $0.path != path },
            outcome: .report(tolerated: [], evidence: .looked),
            solution: Array(task.solution[...place]) + [ExpertCall.giveUp(.missingFile)], answer: nil)
    }
}
