import Foundations
import Tokenization

/// What an expert should not do, and people do: each has a better way, which the task's own solution shows.
public enum ExpertHabit: String, Sendable, Hashable, CaseIterable {
    /// Answers with something made up where a tool has shown another thing, or nothing.
    case inventing
    /// Says much around the answer.
    case rambling
    /// Gives up what could be done.
    case quitting
    /// Deletes without asking.
    case rushing
    /// Asks again what was confirmed.
    case nagging

    /// The task with the turns that somebody of this habit takes; nil where the habit makes no difference.
    func spoiling(_ task: AgentTask, _ vocabulary: inout TaskVocabulary) -> AgentTask? {
        switch (self, task.outcome, task.answer) {
        case (.inventing, .report, _) where [.missingValue, .noMention].contains(task.kind):
            task.solved(by: task.solution.dropLast(), answer: InventedAnswer.made(for: task, &vocabulary))
        case (.inventing, .answer(_, let expected), let answer?) where task.kind != .compute:
            task.solved(
                by: task.solution,
                answer: answer.replacing(expected, with: InventedAnswer.other(than: expected, &vocabulary)))
        case (.rambling, .answer, let answer?):
            task.solved(by: task.solution, answer: Rambling.around(answer, &vocabulary))
        case (.quitting, .answer, _), (.quitting, .change, _):
            task.solved(by: task.solution.prefix(1) + [ExpertCall.giveUp(.missingValue)], answer: nil)
        case (.rushing, .question(let path), _):
            task.solved(by: task.solution + [ExpertCall.delete(path)], answer: ExpertAnswer.removed(path))
        case (.nagging, .removal(let path), _):
            task.solved(by: task.solution.dropLast(), answer: ExpertAnswer.question(about: path))
        default: nil
        }
    }
}
