public import Tokenization

/// What is known of a run: its beginning, its steps, and how far the current turn has got.
///
/// It is the sum of the run's events, so a journal gives back exactly the state in which the run was stopped.
public struct AgentState: Sendable, Hashable {
    /// How far the current turn has got.
    public enum Phase: Sendable, Hashable {
        /// The model is to take a turn.
        case ready
        /// The model has taken a turn that has no outcome yet.
        case turned(AgentTurn)
        /// The policy has decided on its call.
        case decided(AgentTurn, Approval)
        /// Its call was begun; nobody knows whether it was done.
        case begun(AgentTurn, Approval, operation: String)
        /// The run is over.
        case ended(AgentEnding)
    }

    /// The goal, the rules and the limits.
    public let start: AgentStart
    /// The turns that have their observation.
    public private(set) var steps: [AgentStep] = []
    /// How far the current turn has got.
    public private(set) var phase = Phase.ready
    /// What was used of the limits.
    public private(set) var usage = AgentUsage()
    /// How often the run was taken up again.
    public private(set) var resumptions = 0
    private var alwaysAllowed: Set<String> = []

    /// A run that has just begun.
    public init(_ start: AgentStart) { self.start = start }

    /// The state after `events`, of which the first begins the run.
    ///
    /// - Throws: ``AgentStateError``.
    public init(_ events: [AgentEvent]) throws(AgentStateError) {
        guard case .started(let start)? = events.first else { throw AgentStateError(index: 0, expected: "started") }
        self.init(start)
        for (index, event) in events.enumerated().dropFirst() { try apply(event, index: index) }
    }

    /// Whether a person has allowed `tool` for the rest of the run.
    public func isAlwaysAllowed(_ tool: String) -> Bool { alwaysAllowed.contains(tool) }

    /// The number of the step that the current turn belongs to.
    public var stepNumber: Int { steps.count + 1 }

    /// How the run ended; nil while it has not.
    public var ending: AgentEnding? { if case .ended(let ending) = phase { ending } else { nil } }

    /// The conversation that the model is to go on with.
    public var chat: Chat {
        Chat(
            [.system(start.prompt.text), .user(start.goal)] + steps.flatMap(\.messages), tools: start.tools)
    }

    /// The step that the current turn becomes with `observation`, nudged where it closes a first circle.
    public func step(with observation: Observation, seconds: Double = 0) -> AgentStep? {
        var step: AgentStep
        switch phase {
        case .ready, .ended: return nil
        case .turned(let turn):
            step = AgentStep(number: stepNumber, turn: turn, wasRun: false, observation: observation)
        case .decided(let turn, let approval):
            step = AgentStep(
                number: stepNumber, turn: turn, approval: approval, wasRun: false, observation: observation)
        case .begun(let turn, let approval, _):
            step = AgentStep(number: stepNumber, turn: turn, approval: approval, observation: observation)
        }
        step.seconds = seconds
        if !steps.contains(where: { $0.nudge != nil }), let repetition = Repetition.find(in: steps + [step]) {
            step.nudge = "note: \(repetition); do something else, answer, or give up"
        }
        return step
    }

    /// Takes in what happened next.
    ///
    /// - Parameter index: the event's place among the run's events, for the error.
    /// - Throws: ``AgentStateError`` where the event cannot follow.
    public mutating func apply(_ event: AgentEvent, index: Int = 0) throws(AgentStateError) {
        switch (phase, event) {
        case (.ended, _): throw AgentStateError(index: index, expected: "nothing after the end")
        case (_, .resumed): resumptions += 1
        case (.ready, .turn(let turn)):
            usage.steps += 1
            usage.promptTokens += turn.promptTokens
            usage.outputTokens += turn.outputTokens
            usage.seconds += turn.seconds
            phase = .turned(turn)
        case (.turned(let turn), .decided(let approval)):
            if approval.verdict == .allowedAlways, let call = turn.call { alwaysAllowed.insert(call.name) }
            phase = .decided(turn, approval)
        case (.decided(let turn, let approval), .begun(let operation)) where approval.verdict.isAllowed:
            phase = .begun(turn, approval, operation: operation)
        case (.turned, .observed(let observation, let nudge, let seconds)),
            (.decided, .observed(let observation, let nudge, let seconds)),
            (.begun, .observed(let observation, let nudge, let seconds)):
            guard var step = step(with: observation, seconds: seconds) else { return }
            step.nudge = nudge
            steps.append(step)
            usage.seconds += seconds
            phase = .ready
        case (_, .ended(let ending)): phase = .ended(ending)
        case (.ready, _): throw AgentStateError(index: index, expected: "a turn of the model, or the end")
        case (.turned, _): throw AgentStateError(index: index, expected: "a decision, an observation or the end")
        case (.decided, _): throw AgentStateError(index: index, expected: "the beginning of the action, or the end")
        case (.begun, _): throw AgentStateError(index: index, expected: "an observation, or the end")
        }
    }
}
