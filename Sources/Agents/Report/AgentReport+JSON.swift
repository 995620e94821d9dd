public import Foundations

extension AgentReport {
    /// The report for other programs.
    public var json: JSONValue {
        var object: JSONObject = ["run": .string(id), "goal": .string(goal)]
        switch ending {
        case .finished(let answer, let evidence):
            object["outcome"] = "finished"
            object["answer"] = .string(answer)
            object["evidence"] = .array(evidence.map { .object($0.json) })
        case .stopped(let cause):
            object["outcome"] = "gave_up"
            object["cause"] = .object(cause.json)
            object["tried"] = .array(tried.map(\.json))
            object["failed"] = .array(failed.map { .integer($0.number) })
            object["left"] = .array(left.map(JSONValue.string))
        case nil: object["outcome"] = "not_ended"
        }
        object["changed_paths"] = .array(changedPaths.map(JSONValue.string))
        object["used"] = [
            "steps": .integer(usage.steps), "prompt_tokens": .integer(usage.promptTokens),
            "output_tokens": .integer(usage.outputTokens), "seconds": .seconds(usage.seconds),
        ]
        object["limits"] = [
            "steps": .integer(limits.steps), "output_tokens": .integer(limits.outputTokens),
            "seconds": .number(limits.seconds),
        ]
        object["resumptions"] = .integer(resumptions)
        return .object(object)
    }
}

extension ReportedStep {
    var json: JSONValue {
        var object: JSONObject = [
            "step": .integer(number), "action": .string(action), "outcome": .string(outcome), "failed": .bool(failed),
        ]
        object["exit_status"] = exitStatus.map { .integer(Int64($0)) }
        if !changedPaths.isEmpty { object["changed_paths"] = .array(changedPaths.map(JSONValue.string)) }
        return .object(object)
    }
}
