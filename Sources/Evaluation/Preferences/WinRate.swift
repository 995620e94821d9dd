/// How often one is preferred to another.
public struct WinRate: Sendable, Hashable {
    /// Judgements for the one that is measured.
    public let wins: Int
    /// Judgements for the other.
    public let losses: Int
    /// Judgements for neither.
    public let ties: Int
    /// Wins and half the ties among all.
    public let rate: ScoreEstimate
    /// Where the true rate lies with 95 per cent confidence.
    public let interval: WilsonInterval

    /// The rate of some judgements.
    public init(_ judgements: [AnswerJudgement]) {
        wins = judgements.count { $0 == .first }
        losses = judgements.count { $0 == .second }
        ties = judgements.count { $0 == .tie }
        rate = ScoreEstimate(meanOf: judgements.map(\.points))
        interval = WilsonInterval(successes: Double(wins) + Double(ties) / 2, count: judgements.count)
    }

    /// The scores, for a report.
    var metrics: [EvaluationMetric] {
        let count = wins + losses + ties
        func share(_ judgement: Int) -> ScoreEstimate {
            ScoreEstimate(shareOf: (0..<count).map { $0 < judgement })
        }
        return [
            EvaluationMetric("win rate", rate), EvaluationMetric("wins", share(wins)),
            EvaluationMetric("losses", share(losses)), EvaluationMetric("ties", share(ties)),
        ]
    }

    /// The interval in words.
    var note: String {
        func percent(_ share: Double) -> String { "\((share * 1000).rounded() / 10)%" }
        return "95% interval of the win rate (Wilson): \(percent(interval.low)) to \(percent(interval.high))"
    }
}
