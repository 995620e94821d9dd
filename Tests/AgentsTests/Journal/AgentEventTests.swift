import Agents
import Foundation
import Foundations
import LanguageModels
import TestSupport
import Testing
import Tokenization

@Suite("Events of a run")
struct AgentEventTests {
    private static let turn = AgentTurn(
        message: ChatMessage(
            role: .assistant, content: "é\n\"",
            toolCalls: [
                ToolCall(id: "c1", name: "look", arguments: ["path": "a", "deep": ["x": [1, 2.5, nil]]])
            ]), ending: .length, promptTokens: 12, outputTokens: 3, seconds: 0.25)

    static let all: [AgentEvent] = [
        .started(
            AgentStart(
                id: "run-1", goal: "g\u{301}", prompt: AgentPrompt(name: "p", version: 3, text: "t"), model: "m",
                tools: [GiveUp.definition], workspace: "/w", expectsTests: true,
                limits: AgentLimits(
                    steps: 1, outputTokens: 2, seconds: 3.5, tokensPerTurn: 4, secondsPerTool: 0.5),
                date: "2025-01-01T00:00:00Z", settings: ["model": "dir"])),
        .resumed(date: "now"), .turn(turn), .turn(AgentTurn(message: .assistant("plain"))),
        .decided(Approval(verdict: .allowedAlways, fingerprint: "ab")), .begun(operation: "run-1-1"),
        .observed(Observation("plain"), nudge: nil, seconds: 0),
        .observed(
            Observation("error: \u{0}", isError: true, exitStatus: -1, changedPaths: ["a/b", "c"]), nudge: "do",
            seconds: 1.5),
        .ended(
            .finished(
                answer: "7",
                evidence: [
                    Evidence(step: 1, tool: "run_tests", exitStatus: 0, digest: "00ff", changedPaths: ["a"]),
                    Evidence(step: 2, tool: "look", exitStatus: nil, digest: "", changedPaths: []),
                ])),
        .ended(.stopped(.modelGaveUp(reason: "why"))), .ended(.stopped(.stepLimit(3))),
        .ended(.stopped(.tokenLimit(3))), .ended(.stopped(.timeLimit(seconds: 1.5))),
        .ended(.stopped(.contextFull(tokens: 5, contextSize: 4))), .ended(.stopped(.repetition(.alternation))),
    ]

    @Test("Every event comes back from a journal as it went in")
    func roundTrip() throws {
        let folder = try TemporaryDirectory()
        let url = folder.file("journal.jsonl")
        let journal = try Journal.open(url).journal
        for event in Self.all { try journal.append(event) }
        #expect(try Journal.events(in: url) == Self.all)
        #expect(journal.eventCount == Self.all.count)
    }

    @Test("Whatever must be known before the next act reaches the disk first")
    func disk() {
        for event in Self.all {
            switch event {
            case .begun, .observed, .ended, .started: #expect(event.mustReachDisk)
            case .turn, .decided, .resumed: #expect(!event.mustReachDisk)
            }
        }
    }
}
