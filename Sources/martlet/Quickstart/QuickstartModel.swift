import AgentTraining
import Agents
import Evaluation
import Foundations
import Training

/// What a model of a quickstart can do, and what its stage has changed.
struct QuickstartModel {
    /// What the stage is called that made it.
    var name: String
    /// Held-out loss on what a good expert does, in nats a token.
    var loss: ScoreEstimate
    /// Held-out tasks in wordings of training.
    var familiar: TaskReport
    /// Held-out tasks in wordings that were never trained.
    var reworded: TaskReport
    /// Tokens of an answer.
    var answerLength: ScoreEstimate
    /// How often it does better than the model before; nil for the first.
    var winRate: WinRate?
    /// How far it is from the model before along its own conversations, in nats a token; nil for the first.
    var divergence: ScoreEstimate?

    var results: [TaskResult] { familiar.results + reworded.results }

    /// What a task earns.
    var reward: ScoreEstimate { ScoreEstimate(meanOf: results.map { TaskJudge.reward.reward(of: $0).value }) }

    var json: JSONValue {
        var object: JSONObject = [
            "model": .string(name), "loss": Self.json(loss), "reward": Self.json(reward),
            "answer_tokens": Self.json(answerLength),
            "trained_wordings": familiar.document, "new_wordings": reworded.document,
        ]
        object["win_rate"] = winRate.map { rate in
            var value = Self.json(rate.rate).object ?? [:]
            value["wins"] = .integer(rate.wins)
            value["losses"] = .integer(rate.losses)
            value["ties"] = .integer(rate.ties)
            return .object(value)
        }
        object["kl"] = divergence.map(Self.json)
        return .object(object)
    }

    private static func json(_ estimate: ScoreEstimate) -> JSONValue {
        ["value": .number(estimate.value), "standard_error": estimate.standardError.map { .number($0) } ?? .null]
    }
}
