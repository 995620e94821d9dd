/// A run at work: its state, and where its events are recorded.
public final class AgentRun {
    /// What is known of the run.
    public private(set) var state: AgentState
    private let append: (AgentEvent) throws -> Void
    private let onEvent: (AgentEvent, AgentState) -> Void

    /// A run in this state.
    ///
    /// - Parameters:
    ///   - append: records an event, before it counts.
    ///   - onEvent: told each event when it is recorded, with the state after it.
    public init(
        _ state: AgentState, appending append: @escaping (AgentEvent) throws -> Void = { _ in },
        onEvent: @escaping (AgentEvent, AgentState) -> Void = { _, _ in }
    ) {
        self.state = state
        self.append = append
        self.onEvent = onEvent
    }

    /// Records what happened, and takes it in.
    ///
    /// - Throws: what the journal throws; the event then did not happen. ``AgentStateError`` where it cannot follow.
    public func record(_ event: AgentEvent) throws {
        var next = state
        try next.apply(event)
        try append(event)
        state = next
        onEvent(event, state)
    }
}
