public import Foundations

/// How well an agent did its tasks, by kind.
public struct TaskReport: Sendable {
    /// Every task that was given.
    public let results: [TaskResult]

    /// The report on these tasks.
    public init(_ results: [TaskResult]) { self.results = results }

    /// All tasks together.
    public var total: TaskTally { TaskTally(results) }

    /// The tasks of a kind.
    public func tally(of kind: TaskKind) -> TaskTally { TaskTally(results.filter { $0.task.kind == kind }) }

    /// The kinds of which there were tasks.
    public var kinds: [TaskKind] { TaskKind.allCases.filter { kind in results.contains { $0.task.kind == kind } } }

    /// The tasks that cannot be done: what is solved of them ended in an honest report.
    public var impossible: TaskTally { TaskTally(results.filter { !$0.task.kind.isPossible }) }

    /// The report as JSON: `total`, `impossible` and `kinds`, with tokens and steps as means of one task.
    public var document: JSONValue {
        let members = kinds.map { JSONObject.Member(key: $0.rawValue, value: Self.document(tally(of: $0))) }
        return [
            "total": Self.document(total), "impossible": Self.document(impossible),
            "kinds": .object(JSONObject(members: members)),
        ]
    }

    private static func document(_ tally: TaskTally) -> JSONValue {
        let failures = tally.failures.map {
            JSONObject.Member(key: $0.failure.rawValue, value: .integer($0.count))
        }
        return [
            "tasks": .integer(tally.count), "solved": .integer(tally.solved),
            "success_rate": .number(tally.successRate),
            "standard_error": tally.standardError.map(JSONValue.number) ?? .null,
            "steps": .number(tally.mean(tally.steps)),
            "prompt_tokens": .number(tally.mean(tally.promptTokens)),
            "output_tokens": .number(tally.mean(tally.outputTokens)), "seconds": .number(tally.seconds),
            "failures": .object(JSONObject(members: failures)),
        ]
    }
}
