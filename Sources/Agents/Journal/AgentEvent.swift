/// What happens in a run, in the order in which it is journaled. The state of a run is a function of its events.
public enum AgentEvent: Sendable, Hashable {
    /// The run begins.
    case started(AgentStart)
    /// The run goes on after it was stopped or killed.
    case resumed(date: String)
    /// The model took a turn.
    case turn(AgentTurn)
    /// The policy decided on the turn's call.
    case decided(Approval)
    /// The call is about to be run; whatever comes next may have happened in part.
    case begun(operation: String)
    /// The turn has its observation: the call was run or refused, or a text was no answer that counts.
    case observed(Observation, nudge: String?, seconds: Double)
    /// The run has ended.
    case ended(AgentEnding)

    /// Whether the event must have reached the disk before anything else happens.
    public var mustReachDisk: Bool {
        switch self {
        case .started, .begun, .observed, .ended: true
        // What was asked and decided before an action reaches the disk with the beginning of the action.
        case .resumed, .turn, .decided: false
        }
    }
}
