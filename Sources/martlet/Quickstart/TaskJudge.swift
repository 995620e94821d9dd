import AgentTraining
import Agents
import Evaluation
import Training

/// Says which of two went about a task better.
enum TaskJudge {
    static let reward = TaskReward()

    /// More reward is better; of two that solved the task, one that took a tenth fewer tokens.
    static func judgement(of result: TaskResult, against other: TaskResult) -> AnswerJudgement {
        let (own, others) = (reward.reward(of: result).value, reward.reward(of: other).value)
        if own != others { return own > others ? .first : .second }
        guard result.failure == nil, other.failure == nil else { return .tie }
        let (tokens, otherTokens) = (result.usage.outputTokens, other.usage.outputTokens)
        if 10 * tokens <= 9 * otherTokens { return .first }
        return 10 * otherTokens <= 9 * tokens ? .second : .tie
    }
}
