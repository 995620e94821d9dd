/// How a run ended.
public enum AgentEnding: Sendable, Hashable {
    /// With an answer whose evidence holds.
    case finished(answer: String, evidence: [Evidence])
    /// Without one: there is a report for a person.
    case stopped(StopCause)
}
