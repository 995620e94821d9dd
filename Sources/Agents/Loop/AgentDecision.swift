import LanguageModels
public import Foundations
public import Tokenization

/// What a run does next: a function of its state and of the tools, and of nothing else.
public enum AgentDecision: Sendable, Hashable {
    /// The model takes a turn of at most so many tokens.
    case ask(maximumTokens: Int)
    /// The policy decides on a call that fits its tool.
    case consult(ToolCall, tier: ToolTier)
    /// The call is run, if it still is what was approved.
    case act(ToolCall, Approval, operation: String)
    /// The call was begun, and its end is not recorded: it is brought to its end without being done twice.
    case bringToEnd(ToolCall, operation: String)
    /// The model reads this, and nothing is run.
    case observe(Observation)
    /// The run is over.
    case end(AgentEnding)

    /// What follows `state`.
    ///
    /// - Parameters:
    ///   - tools: the tools that there are; ``GiveUp`` is always one more.
    ///   - misfit: says why arguments do not fit a tool's schema; nil where they do.
    ///   - context: the tokens of the conversation and of the model's window, where they are known.
    public static func next(
        after state: AgentState, tools: [ToolTraits], misfit: (JSONObject, ToolDefinition) -> String?,
        context: ContextFill? = nil
    ) -> AgentDecision {
        switch state.phase {
        case .ended(let ending): return .end(ending)
        case .ready:
            if let cause = causeToStop(state, context) { return .end(.stopped(cause)) }
            return .ask(maximumTokens: state.start.limits.tokensOfNextTurn(after: state.usage))
        case .turned(let turn):
            guard !turn.message.toolCalls.isEmpty else { return answer(turn, state) }
            guard let call = turn.call else {
                return .refuse("one tool call a turn; none of the \(turn.message.toolCalls.count) was run")
            }
            return respond(to: call, tools, misfit)
        case .decided(let turn, let approval):
            guard let call = turn.call else { return .refuse("there is no call to run") }
            if approval.verdict.isAllowed {
                return .act(call, approval, operation: "\(state.start.id)-\(state.stepNumber)")
            }
            let who = approval.verdict == .deniedByPerson ? "a person denied it" : "it needs a person's approval"
            return .refuse("'\(call.name)' was not run: \(who); do without it, or give up")
        case .begun(let turn, _, let operation):
            guard let call = turn.call else { return .refuse("there is no call to run") }
            return .bringToEnd(call, operation: operation)
        }
    }

    /// Why the model does not get another turn; nil where it does.
    private static func causeToStop(_ state: AgentState, _ context: ContextFill?) -> StopCause? {
        // Right after the nudge the model has a turn to take it to heart.
        if state.steps.last?.nudge == nil, state.steps.contains(where: { $0.nudge != nil }),
            let repetition = Repetition.find(in: state.steps)
        {
            return .repetition(repetition)
        }
        if let limit = state.start.limits.reached(by: state.usage) { return limit }
        guard let context, context.tokens >= context.size else { return nil }
        return .contextFull(tokens: context.tokens, contextSize: context.size)
    }

    private static func answer(_ turn: AgentTurn, _ state: AgentState) -> AgentDecision {
        if turn.ending == .length {
            return .refuse("the turn was cut after \(turn.outputTokens) tokens; say it in fewer")
        }
        let text = turn.message.content
        guard text.contains(where: { !$0.isWhitespace }) else {
            return .refuse("the turn was empty; call a tool, answer, or give up")
        }
        switch CompletionCheck.check(state.steps, expectsTests: state.start.expectsTests) {
        case .holds(let evidence): return .end(.finished(answer: text, evidence: evidence))
        case .fails(let missing): return .observe(Observation(missing, isError: true))
        }
    }

    private static func respond(
        to call: ToolCall, _ tools: [ToolTraits], _ misfit: (JSONObject, ToolDefinition) -> String?
    ) -> AgentDecision {
        let givesUp = call.name.hasSameBytes(as: GiveUp.name)
        let tool = tools.first { $0.definition.name.hasSameBytes(as: call.name) }
        guard let definition = givesUp ? GiveUp.definition : tool?.definition else {
            let names = (tools.map(\.definition.name) + [GiveUp.name]).joined(separator: ", ")
            return .refuse("there is no tool '\(call.name)'; there are \(names)")
        }
        if let problem = misfit(call.arguments, definition) {
            return .refuse("the arguments of '\(call.name)' do not fit: \(problem)")
        }
        if givesUp { return .end(.stopped(.modelGaveUp(reason: call.arguments["reason"]?.string ?? ""))) }
        return .consult(call, tier: tool?.tier ?? .patch)
    }

    private static func refuse(_ text: String) -> AgentDecision {
        .observe(Observation("error: \(text)", isError: true))
    }
}
