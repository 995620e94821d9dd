import Foundations

/// What became of a run, for a person: made from what the journal says was done, and never from what the model says
/// about it.
public struct AgentReport: Sendable, Hashable {
    /// The run.
    public let id: String
    /// What was to be done.
    public let goal: String
    /// How it ended; nil where it has not.
    public let ending: AgentEnding?
    /// What was tried, step by step.
    public let tried: [ReportedStep]
    /// The steps that failed.
    public var failed: [ReportedStep] { tried.filter(\.failed) }
    /// What a person has to do, or has to know.
    public let left: [String]
    /// The paths that were changed, in the order of their bytes.
    public let changedPaths: [String]
    /// What was used, of these limits.
    public let usage: AgentUsage
    /// The limits.
    public let limits: AgentLimits
    /// How often the run was taken up again.
    public let resumptions: Int

    /// The report of a run in this state.
    public init(_ state: AgentState) {
        id = state.start.id
        goal = state.start.goal
        ending = state.ending
        tried = state.steps.map(ReportedStep.init)
        changedPaths = Set(state.steps.flatMap(\.observation.changedPaths)).sorted { $0.precedesInBytes($1) }
        left = LeftForAPerson.list(state)
        usage = state.usage
        limits = state.start.limits
        resumptions = state.resumptions
    }

    /// The words in which the model gave up; nothing has checked them.
    public var uncheckedReason: String? {
        guard case .stopped(.modelGaveUp(let reason)) = ending, !reason.isEmpty else { return nil }
        return reason
    }
}
