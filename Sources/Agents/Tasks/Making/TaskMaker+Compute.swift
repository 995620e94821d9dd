import Foundations

extension TaskMaker {
    /// An expression of two to four numbers, in signs or in words, with a whole result that is not negative.
    mutating func compute() -> AgentTask? {
        guard let sum = SpokenSum(&vocabulary) else { return nil }
        let phrasing = phrasing(.compute)
        return AgentTask(
            kind: .compute, goal: goal(phrasing, [("expression", sum.said)]), phrasing: phrasing.id,
            files: otherFiles(2...3), outcome: .answer(slot: .number, expected: String(sum.result)),
            solution: [ExpertCall.calculate(sum.written)], answer: ExpertAnswer.result(String(sum.result)))
    }
}
