public import Foundations
public import LanguageModels
public import Tokenization

/// The loop: the model takes a turn, the environment does what it asks for, and the outcome joins the conversation.
///
/// What to do next is decided by ``AgentDecision``, which only looks; everything that happens is here. Each event is
/// journaled: an action before it is begun and after it has ended. A run that was stopped anywhere goes on when
/// ``run(_:)`` is called with its journal.
public struct Agent: Sendable {
    private let model: any LanguageModel
    private let environment: any AgentEnvironment
    private let policy: any Policy
    private let misfit: @Sendable (JSONObject, ToolDefinition) -> String?
    private let now: @Sendable () -> Double
    private let traits: [ToolTraits]

    /// An agent.
    ///
    /// - Parameters:
    ///   - misfit: says why arguments do not fit a tool's schema; nil where they do.
    ///   - now: a clock that only goes forward, in seconds.
    public init(
        model: any LanguageModel, environment: any AgentEnvironment, policy: any Policy,
        misfit: @escaping @Sendable (JSONObject, ToolDefinition) -> String? = ArgumentCheck.misfit,
        now: @escaping @Sendable () -> Double = MonotonicClock.seconds
    ) {
        self.model = model
        self.environment = environment
        self.policy = policy
        self.misfit = misfit
        self.now = now
        traits = environment.tools.map { ToolTraits($0) }
    }

    /// Goes on with a run until it ends.
    ///
    /// - Throws: `CancellationError` where the task was cancelled, ``AgentError``, and what the journal throws; the run
    ///   can be resumed.
    public func run(_ run: AgentRun) async throws -> AgentEnding {
        while true {
            try Task.checkCancellation()
            if let ending = run.state.ending { return ending }
            try environment.verify()
            let decision = AgentDecision.next(
                after: run.state, tools: traits, misfit: misfit, context: try contextFill(run.state))
            switch decision {
            case .ask(let maximumTokens): try await ask(run, maximumTokens)
            case .consult(let call, let tier): try await consult(run, call, tier)
            case .act(let call, let approval, let operation):
                guard environment.fingerprint(of: call) == approval.fingerprint else {
                    let text = "error: what '\(call.name)' would do has changed since it was approved; it was not run"
                    try observe(run, Observation(text, isError: true))
                    continue
                }
                try run.record(.begun(operation: operation))
                try await act(run, call) { try await $0.run(call, operation: operation) }
            case .bringToEnd(let call, let operation):
                try await act(run, call) { try await $0.bringToEnd(call, operation: operation) }
            case .observe(let observation): try observe(run, observation)
            case .end(let ending): try run.record(.ended(ending))
            }
        }
    }

    /// The model takes a turn.
    private func ask(_ run: AgentRun, _ maximumTokens: Int) async throws {
        let request = ModelRequest(run.state.chat, maximumTokens: maximumTokens)
        let limit = run.state.start.limits.seconds
        let begin = now()
        let response: ModelResponse?
        do {
            response = try await Deadline.run(seconds: limit - run.state.usage.seconds) { [model] in
                try await model.respond(to: request)
            }
        } catch let error as CancellationError {
            throw error
        } catch LanguageModelError.contextFull(let tokens, let size) {
            try run.record(.ended(.stopped(.contextFull(tokens: tokens, contextSize: size))))
            return
        } catch {
            try Task.checkCancellation()
            throw AgentError.model(name: model.name, reason: "\(error)")
        }
        guard let response else {
            try run.record(.ended(.stopped(.timeLimit(seconds: limit))))
            return
        }
        // A turn that was given up half way is not one.
        guard response.ending != .cancelled else { throw CancellationError() }
        try run.record(.turn(AgentTurn(response, seconds: elapsed(since: begin))))
    }

    /// The policy decides, on exactly what would be run.
    private func consult(_ run: AgentRun, _ call: ToolCall, _ tier: ToolTier) async throws {
        let fingerprint = environment.fingerprint(of: call)
        let action = ProposedAction(
            step: run.state.stepNumber, call: call, tier: tier, fingerprint: fingerprint,
            preview: environment.preview(of: call), isAlwaysAllowed: run.state.isAlwaysAllowed(call.name))
        let verdict = try await policy.decide(on: action)
        try run.record(.decided(Approval(verdict: verdict, fingerprint: fingerprint)))
    }

    /// A tool is run, for as long as the limits allow; whatever goes wrong is for the model to read.
    private func act(
        _ run: AgentRun, _ call: ToolCall,
        _ body: @escaping @Sendable (any AgentEnvironment) async throws -> Observation
    ) async throws {
        let limits = run.state.start.limits
        let seconds = min(limits.secondsPerTool, limits.seconds - run.state.usage.seconds)
        let begin = now()
        var observation: Observation
        do {
            observation =
                try await Deadline.run(seconds: seconds) { [environment] in try await body(environment) }
                ?? Observation(
                    "error: '\(call.name)' was stopped after \((seconds * 10).rounded() / 10) seconds", isError: true)
        } catch let error as CancellationError {
            throw error
        } catch {
            // Whether the place is still there matters more than what the tool says of it.
            try environment.verify()
            observation = Observation("error: '\(call.name)' failed: \(error)", isError: true)
        }
        observation.text = ObservationText.cut(observation.text)
        try observe(run, observation, seconds: elapsed(since: begin))
    }

    private func observe(_ run: AgentRun, _ observation: Observation, seconds: Double = 0) throws {
        let nudge = run.state.step(with: observation)?.nudge
        try run.record(.observed(observation, nudge: nudge, seconds: seconds))
    }

    /// To the microsecond, as it is journaled: what is shown again later is then the same.
    private func elapsed(since begin: Double) -> Double { ((now() - begin) * 1e6).rounded() / 1e6 }

    /// How full the window is; nil where it is unknown or the model is not to be asked.
    private func contextFill(_ state: AgentState) throws -> ContextFill? {
        guard state.phase == .ready, let size = model.contextSize else { return nil }
        guard let tokens = try model.tokenCount(of: state.chat) else { return nil }
        return ContextFill(tokens: tokens, size: size)
    }
}
