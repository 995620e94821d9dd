import Agents
import Foundations
import LanguageModels
import Testing
import Tokenization

@Suite("What to do next")
struct AgentDecisionTests {
    private static let tools = [
        ToolTraits(FakeTool("look")), ToolTraits(FakeTool("apply_patch", tier: .patch)),
    ]
    private static func call(_ name: String, _ arguments: JSONObject = ["path": "a"]) -> ChatMessage {
        .assistant(calling: ToolCall(name: name, arguments: arguments))
    }
    private static func turned(
        _ message: ChatMessage, ending: ModelResponse.Ending = .finished, before: [AgentEvent] = [],
        expectsTests: Bool = false
    ) throws -> AgentDecision {
        let state = try AgentState(
            [.started(Runs.start(expectsTests: expectsTests))] + before + [
                .turn(AgentTurn(message: message, ending: ending, outputTokens: 7))
            ])
        return decide(state)
    }
    private static func decide(_ state: AgentState, _ context: ContextFill? = nil) -> AgentDecision {
        AgentDecision.next(after: state, tools: tools, misfit: Runs.misfit, context: context)
    }
    private static func refusal(_ decision: AgentDecision) -> String? {
        guard case .observe(let observation) = decision, observation.isError else { return nil }
        return observation.text
    }

    @Test("A fresh run asks the model")
    func fresh() {
        let limits = AgentLimits(outputTokens: 50, tokensPerTurn: 80)
        #expect(Self.decide(AgentState(Runs.start(limits: limits))) == .ask(maximumTokens: 50))
    }

    @Test("A call that fits is put to the policy, with its tier")
    func consult() throws {
        let look = ToolCall(name: "look", arguments: ["path": "a"])
        #expect(try Self.turned(Self.call("look")) == .consult(look, tier: .readOnly))
        let patch = ToolCall(name: "apply_patch", arguments: ["path": "a"])
        #expect(try Self.turned(Self.call("apply_patch")) == .consult(patch, tier: .patch))
    }

    @Test(
        "A turn that cannot be acted on is explained to the model",
        arguments: [
            (call("fly"), "there is no tool 'fly'; there are look, apply_patch, give_up"),
            (call("look", [:]), "the arguments of 'look' do not fit: 'path' is missing"),
            (call("give_up", [:]), "the arguments of 'give_up' do not fit: 'reason' is missing"),
            (.assistant(" \n"), "the turn was empty; call a tool, answer, or give up"),
            (
                .assistant(
                    calling: ToolCall(name: "look", arguments: [:]), ToolCall(name: "look", arguments: [:])),
                "one tool call a turn; none of the 2 was run"
            ),
        ] as [(ChatMessage, String)])
    func refusals(message: ChatMessage, text: String) throws {
        let decision = try Self.turned(message)
        #expect(Self.refusal(decision) == "error: \(text)")
    }

    @Test("A text that was cut is no answer")
    func length() throws {
        let decision = try Self.turned(.assistant("It is"), ending: .length)
        #expect(Self.refusal(decision) == "error: the turn was cut after 7 tokens; say it in fewer")
    }

    @Test("Giving up ends the run, with the model's words")
    func giveUp() throws {
        #expect(
            try Self.turned(Self.call("give_up", ["reason": "no file"]))
                == .end(.stopped(.modelGaveUp(reason: "no file"))))
    }

    @Test("An answer ends the run, unless its evidence is missing")
    func answer() throws {
        func did(_ tool: String, _ observation: Observation) -> [AgentEvent] {
            [
                .turn(AgentTurn(message: Self.call(tool))),
                .decided(Approval(verdict: .allowedByRule, fingerprint: "f")), .begun(operation: "o"),
                .observed(observation, nudge: nil, seconds: 0),
            ]
        }
        guard
            case .end(.finished(answer: "It is 7", let evidence)) = try Self.turned(
                .assistant("It is 7"), before: did("look", Observation("7")))
        else {
            Issue.record("the answer must stand")
            return
        }
        #expect(evidence.map(\.step) == [1])
        let invented = try Self.turned(.assistant("It is 7"))
        #expect(Self.refusal(invented)?.contains("no tool has shown anything") == true)
        let change = did("apply_patch", Observation("changed a", changedPaths: ["a"]))
        let refused = try Self.turned(.assistant("done"), before: change, expectsTests: true)
        #expect(Self.refusal(refused)?.contains("no test was run since") == true)
    }

    @Test("A verdict is carried out, and a denial is explained", arguments: Verdict.allCases)
    func verdicts(verdict: Verdict) throws {
        let approval = Approval(verdict: verdict, fingerprint: "f")
        let state = try AgentState([
            .started(Runs.start()), .turn(AgentTurn(message: Self.call("look"))), .decided(approval),
        ])
        if verdict.isAllowed {
            #expect(
                Self.decide(state)
                    == .act(
                        ToolCall(name: "look", arguments: ["path": "a"]), approval, operation: "run-1-1"))
        } else {
            #expect(Self.refusal(Self.decide(state))?.hasPrefix("error: 'look' was not run: ") == true)
        }
    }

    @Test("An action whose end is not recorded is brought to its end under its old name")
    func begun() throws {
        let state = try AgentState([
            .started(Runs.start()), .turn(AgentTurn(message: Self.call("look"))),
            .decided(Approval(verdict: .allowedByRule, fingerprint: "f")), .begun(operation: "run-1-1"),
            .resumed(date: ""),
        ])
        #expect(
            Self.decide(state)
                == .bringToEnd(ToolCall(name: "look", arguments: ["path": "a"]), operation: "run-1-1"))
    }

    @Test("Limits and a full window end the run")
    func limits() throws {
        func after(_ limits: AgentLimits, _ turn: AgentTurn) throws -> AgentDecision {
            Self.decide(
                try AgentState([
                    .started(Runs.start(limits: limits)), .turn(turn),
                    .observed(Observation("fine"), nudge: nil, seconds: 2),
                ]))
        }
        let turn = AgentTurn(message: Self.call("look"), outputTokens: 9, seconds: 3)
        #expect(try after(AgentLimits(steps: 1), turn) == .end(.stopped(.stepLimit(1))))
        #expect(try after(AgentLimits(outputTokens: 9), turn) == .end(.stopped(.tokenLimit(9))))
        #expect(try after(AgentLimits(outputTokens: 10), turn) == .ask(maximumTokens: 1))
        #expect(try after(AgentLimits(seconds: 5), turn) == .end(.stopped(.timeLimit(seconds: 5))))
        #expect(try after(AgentLimits(seconds: 5.5), turn) == .ask(maximumTokens: 1024))
        let state = AgentState(Runs.start())
        #expect(
            Self.decide(state, ContextFill(tokens: 64, size: 64))
                == .end(.stopped(.contextFull(tokens: 64, contextSize: 64))))
        #expect(Self.decide(state, ContextFill(tokens: 63, size: 64)) == .ask(maximumTokens: 1024))
    }

    @Test("Events that cannot follow each other are refused, with their place")
    func order() {
        let turn = AgentEvent.turn(AgentTurn(message: .assistant("x")))
        let seen = AgentEvent.observed(Observation("x"), nudge: nil, seconds: 0)
        let denied = AgentEvent.decided(Approval(verdict: .deniedUnasked, fingerprint: ""))
        let start = AgentEvent.started(Runs.start())
        let end = AgentEvent.ended(.stopped(.stepLimit(1)))
        for (events, index) in [
            ([], 0), ([turn], 0), ([start, seen], 1), ([start, turn, turn], 2), ([start, start], 1),
            ([start, .begun(operation: "")], 1), ([start, turn, denied, .begun(operation: "")], 3),
            ([start, turn, .begun(operation: "")], 2), ([start, end, turn], 2), ([start, end, .resumed(date: "")], 2),
        ] as [([AgentEvent], Int)] {
            #expect(throws: AgentStateError.self, "\(index)") { try AgentState(events) }
            do {
                _ = try AgentState(events)
            } catch {
                #expect(error.index == index)
            }
        }
    }
}
