import Agents
import Foundations
import LanguageModels
import Synchronization
import Testing
import Tokenization

@Suite("The loop")
struct AgentTests {
    private static let look = FakeTool("look") { Observation("saw \($0["path"]?.string ?? "")") }

    @Test("A call's observation joins the conversation, and an answer ends the run")
    func finishes() async throws {
        let state = try await Runs.play(
            [.call("look", ["path": "a"]), .answer("a it is")], [Self.look])
        #expect(
            state.ending
                == .finished(
                    answer: "a it is",
                    evidence: [
                        Evidence(
                            step: 1, tool: "look", exitStatus: nil, digest: state.steps.isEmpty ? "" : digest("saw a"),
                            changedPaths: [])
                    ]))
        let call = ToolCall(name: "look", arguments: ["path": "a"])
        #expect(
            state.chat.messages == [
                .system(AgentPrompt.standard.text), .user("do it"), .assistant(calling: call),
                .tool("saw a", of: call),
            ])
        #expect(state.chat.tools.map(\.name) == ["look", "give_up"])
        #expect(state.usage.steps == 2 && state.usage.outputTokens == 2)
    }

    @Test("A failing, a throwing and an unknown tool are read by the model, and the run goes on")
    func failures() async throws {
        struct Broken: Error {}
        let tools = [
            FakeTool("refuses") { _ in Observation("error: no", isError: true) },
            FakeTool("throws") { _ in throw Broken() }, Self.look,
        ]
        let state = try await Runs.play(
            [
                .call("refuses", ["path": "a"]), .call("throws", ["path": "a"]), .call("missing", ["path": "a"]),
                .call("look", ["wrong": 1]), .call("give_up", ["reason": "all broken"]),
            ], tools)
        #expect(state.ending == .stopped(.modelGaveUp(reason: "all broken")))
        #expect(
            state.steps.map(\.observation.text) == [
                "error: no", "error: 'throws' failed: Broken()",
                "error: there is no tool 'missing'; there are refuses, throws, look, give_up",
                "error: the arguments of 'look' do not fit: 'path' is missing",
            ])
        #expect(state.steps.filter(\.isFailure).count == 4)
    }

    @Test("A tool that hangs and ignores its cancellation is left behind")
    func hangs() async throws {
        let hang = FakeTool("hang") { _ in
            await withCheckedContinuation { continuation in Self.forgotten.withLock { $0.append(continuation) } }
            return Observation("never")
        }
        let limits = AgentLimits(secondsPerTool: 0.05)
        let state = try await Runs.play([.call("hang", ["path": "a"]), .answer("so be it")], [hang], limits: limits)
        #expect(state.steps.map(\.observation.text) == ["error: 'hang' was stopped after 0.1 seconds"])
        Self.forgotten.withLock { $0 }.forEach { $0.resume() }
    }
    private static let forgotten = Mutex<[CheckedContinuation<Void, Never>]>([])

    @Test("An observation without end is cut in its middle")
    func flood() async throws {
        let flood = FakeTool("flood") { _ in Observation(String(repeating: "é", count: 1_000_000)) }
        let state = try await Runs.play([.call("flood", ["path": "a"]), .answer("much")], [flood])
        let text = try #require(state.steps.first?.observation.text)
        #expect(text.utf8.count < 66_000)
        #expect(text.contains("[... 1934464 bytes left out ...]"))
        #expect(!text.contains("\u{FFFD}"))
    }

    @Test("A denial is an observation; an approval for the run is remembered")
    func policy() async throws {
        let patch = FakeTool("apply_patch", tier: .patch)
        let script: [ScriptedTurn] = [
            .call("apply_patch", ["path": "a"]), .call("apply_patch", ["path": "b"]),
            .call("give_up", ["reason": "enough"]),
        ]
        let denied = try await Runs.play(script, [patch], policy: TierPolicy(allowing: .readOnly))
        #expect(patch.count == 0)
        #expect(
            denied.steps[0].observation.text
                == "error: 'apply_patch' was not run: it needs a person's approval; do without it, or give up")
        let always = try await Runs.play(
            script, [patch],
            policy: TierPolicy(allowing: .readOnly, asking: FixedApprover(answer: .allowedAlways)))
        #expect(patch.count == 2)
        #expect(always.isAlwaysAllowed("apply_patch") && !always.isAlwaysAllowed("look"))
    }

    @Test("What changed after its approval is not run")
    func swapped() async throws {
        struct Shifting: AgentEnvironment {
            let tools: [any Tool]
            let looks = Counter()
            func fingerprint(of call: ToolCall) -> String { "\(looks.next())" }
        }
        let patch = FakeTool("apply_patch", tier: .patch)
        let agent = Agent(
            model: ScriptedAgentModel([.call("apply_patch", ["path": "a"]), .call("give_up", ["reason": "no"])]),
            environment: Shifting(tools: [patch]), policy: TierPolicy(allowing: .patch), misfit: Runs.misfit)
        let run = AgentRun(AgentState(Runs.start([patch])))
        _ = try await agent.run(run)
        #expect(patch.count == 0)
        #expect(run.state.steps[0].observation.text.contains("has changed since it was approved"))
    }

    @Test("A circle is pointed out once, and ends the run when it goes on")
    func circle() async throws {
        let state = try await Runs.play(
            Array(repeating: .call("look", ["path": "a"]), count: 9), [Self.look])
        #expect(state.ending == .stopped(.repetition(.sameObservation)))
        #expect(state.steps.count == 5)
        #expect(state.steps.map { $0.nudge != nil } == [false, false, false, true, false])
        #expect(state.chat.messages[9].content.contains("saw a\nnote: the same action led to the same"))
    }

    @Test("Who leaves the circle after the nudge may go on")
    func nudged() async throws {
        let state = try await Runs.play(
            Array(repeating: .call("look", ["path": "a"]), count: 4) + [.call("look", ["path": "b"]), .answer("b")],
            [Self.look])
        guard case .finished(answer: "b", _) = state.ending else {
            Issue.record("\(String(describing: state.ending))")
            return
        }
    }

    @Test("A claim without evidence is answered, and the run goes on")
    func claim() async throws {
        let tools = [
            FakeTool("apply_patch", tier: .patch) { _ in Observation("changed a", changedPaths: ["a"]) },
            FakeTool("run_tests", tier: .patch) { _ in Observation("passed", exitStatus: 0) },
        ]
        let state = try await Runs.play(
            [
                .call("apply_patch", ["path": "a"]), .answer("done"), .call("run_tests", ["path": "t"]),
                .answer("done and tested"),
            ], tools, expectsTests: true)
        guard case .finished(answer: "done and tested", let evidence) = state.ending else {
            Issue.record("\(String(describing: state.ending))")
            return
        }
        #expect(evidence.map(\.step) == [1, 3])
        // A text has no call that an observation could answer.
        #expect(state.steps[1].messages.map(\.role) == [.assistant, .user])
    }

    @Test("A model that fails is a typed error, and the run can go on afterwards")
    func modelFails() async throws {
        struct Down: Error {}
        let run = AgentRun(AgentState(Runs.start([Self.look])))
        await #expect(throws: AgentError.model(name: "fake", reason: "Down()")) {
            _ = try await Runs.agent(FakeModel { _ in throw Down() }, [Self.look]).run(run)
        }
        let ending = try await Runs.agent(ScriptedAgentModel([.answer("up again")]), [Self.look]).run(run)
        #expect(ending == .finished(answer: "up again", evidence: []))
    }

    @Test("A model that hangs runs into the limit on time")
    func modelHangs() async throws {
        let model = FakeModel { _ in
            try await Task.sleep(for: .seconds(600))
            throw CancellationError()
        }
        let run = AgentRun(AgentState(Runs.start(limits: AgentLimits(seconds: 0.05))))
        #expect(try await Runs.agent(model, []).run(run) == .stopped(.timeLimit(seconds: 0.05)))
    }

    @Test("A turn that the caller cancelled is none")
    func cancelled() async throws {
        let model = FakeModel { _ in
            ModelResponse(message: .assistant("It i"), ending: .cancelled, promptTokens: 1, outputTokens: 1)
        }
        let run = AgentRun(AgentState(Runs.start()))
        await #expect(throws: CancellationError.self) { _ = try await Runs.agent(model, []).run(run) }
        #expect(run.state.phase == .ready && run.state.usage.steps == 0)
    }

    @Test("A full window ends the run before the model is asked")
    func window() async throws {
        let model = FakeModel(contextSize: 45) { request in
            ModelResponse(
                message: .assistant(
                    calling: ToolCall(name: "look", arguments: ["path": .string("\(request.chat.messages.count)")])),
                ending: .finished, promptTokens: 0, outputTokens: 1)
        }
        let run = AgentRun(AgentState(Runs.start([Self.look])))
        #expect(
            try await Runs.agent(model, [Self.look]).run(run)
                == .stopped(.contextFull(tokens: 60, contextSize: 45)))
    }

    @Test("A workspace that vanishes is a typed error")
    func vanished() async throws {
        struct Gone: AgentEnvironment {
            let tools: [any Tool] = []
            func verify() throws { throw AgentError.workspaceGone(path: "/w") }
        }
        let agent = Agent(
            model: ScriptedAgentModel([.answer("x")]), environment: Gone(), policy: TierPolicy(allowing: .patch),
            misfit: Runs.misfit)
        await #expect(throws: AgentError.workspaceGone(path: "/w")) {
            _ = try await agent.run(AgentRun(AgentState(Runs.start())))
        }
    }

    @Test("Time counts what model and tools took")
    func time() async throws {
        let clock = Counter()
        let state = try await Runs.play(
            [.call("look", ["path": "a"]), .answer("done")], [Self.look], now: { Double(clock.next()) })
        #expect(state.usage.seconds == 3)
        #expect(state.steps[0].seconds == 1 && state.steps[0].turn.seconds == 1)
    }

    private func digest(_ text: String) -> String {
        let digits = String(StableHash.xxh64(text), radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
