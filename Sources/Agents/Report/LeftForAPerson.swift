import Foundations
import Tokenization

/// What a run leaves for a person to do or to know.
enum LeftForAPerson {
    /// Says it line by line; nothing where the run finished.
    static func list(_ state: AgentState) -> [String] {
        guard case .stopped(let cause)? = state.ending else {
            return state.ending == nil ? ["the run has not ended: resume it"] : []
        }
        return ["the goal was not reached: \(cause)"] + changes(state.steps) + denials(state.steps)
            + failures(state.steps) + advice(cause)
    }

    /// What was changed, and whether a test has passed since.
    private static func changes(_ steps: [AgentStep]) -> [String] {
        guard let last = steps.last(where: { !$0.observation.changedPaths.isEmpty }) else {
            return ["no file was changed"]
        }
        let paths = Set(steps.flatMap(\.observation.changedPaths)).sorted { $0.precedesInBytes($1) }
        let test = steps.last { $0.turn.call?.name == CompletionCheck.testTool && $0.observation.exitStatus != nil }
        let tested =
            switch test {
            case let test? where test.number > last.number && !test.isFailure:
                "the test in step \(test.number) has passed since"
            case let test? where test.number > last.number:
                "the test in step \(test.number) failed since, with exit status \(test.observation.exitStatus ?? -1)"
            default: "no test was run since"
            }
        return ["check these files, which were changed: \(paths.joined(separator: ", ")); \(tested)"]
    }

    private static func denials(_ steps: [AgentStep]) -> [String] {
        let denied = steps.filter { $0.approval?.verdict.isAllowed == false }
        return distinct(denied).map { "decide whether to allow it: step \($0.number), \(action(of: $0))" }
    }

    /// Actions that failed and never succeeded afterwards.
    private static func failures(_ steps: [AgentStep]) -> [String] {
        let failed = steps.filter { step in
            step.wasRun && step.isFailure
                && !steps.contains { $0.number > step.number && !$0.isFailure && action(of: $0) == action(of: step) }
        }
        return distinct(failed).map { step in
            let status = step.observation.exitStatus.map { " (exit status \($0))" } ?? ""
            return "look into what failed: step \(step.number), \(action(of: step))\(status): "
                + ReportedStep.firstLine(step.observation.text)
        }
    }

    /// The last step of each action.
    private static func distinct(_ steps: [AgentStep]) -> [AgentStep] {
        steps.filter { step in !steps.contains { $0.number > step.number && action(of: $0) == action(of: step) } }
    }

    private static func action(of step: AgentStep) -> String { ReportedStep.action(of: step.turn) }

    private static func advice(_ cause: StopCause) -> [String] {
        switch cause {
        case .stepLimit, .tokenLimit, .timeLimit: ["start it again with more room, if the steps above made headway"]
        case .contextFull: ["start it again with a smaller goal, or a model with a larger window"]
        case .repetition, .modelGaveUp: []
        }
    }
}
