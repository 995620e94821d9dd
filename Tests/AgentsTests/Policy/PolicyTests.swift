import Agents
import Foundation
import Foundations
import TestSupport
import Testing
import Tokenization

@Suite("What needs approval")
struct PolicyTests {
    private static func action(_ tier: ToolTier, always: Bool = false) -> ProposedAction {
        ProposedAction(
            step: 1, call: ToolCall(name: "t", arguments: [:]), tier: tier, fingerprint: "f", isAlwaysAllowed: always)
    }

    @Test(
        "Tiers: tool, allowed, allowed for the run, rule",
        arguments: [
            (.readOnly, .readOnly, false, .allowedByRule), (.readOnly, .patch, false, .allowedByRule),
            (.patch, .patch, false, .allowedByRule), (.patch, .readOnly, false, nil),
            (.patch, .readOnly, true, .allowedAlways),
        ] as [(ToolTier, ToolTier, Bool, Verdict?)])
    func tiers(tool: ToolTier, allowed: ToolTier, always: Bool, expected: Verdict?) async throws {
        let action = Self.action(tool, always: always)
        #expect(TierPolicy.rule(for: action, allowing: allowed) == expected)
        #expect(try await TierPolicy(allowing: allowed).decide(on: action) == expected ?? .deniedUnasked)
        for answer in Verdict.allCases {
            let policy = TierPolicy(allowing: allowed, asking: FixedApprover(answer: answer))
            #expect(try await policy.decide(on: action) == expected ?? answer)
        }
    }

    @Test("A fingerprint changes with the tool, the arguments and the files they name")
    func fingerprints() throws {
        let folder = try TemporaryDirectory()
        try Data("one".utf8).write(to: folder.file("a.sh"))
        let workspace = try Workspace(opening: folder.url)
        let environment = try WorkspaceEnvironment(
            workspace, tools: [FakeTool("run_tests", tier: .patch), FakeTool("read_file")])
        func print(_ tool: String, _ path: String) -> String {
            environment.fingerprint(of: ToolCall(id: "x", name: tool, arguments: ["path": .string(path)]))
        }
        let before = print("run_tests", "a.sh")
        #expect(before == print("run_tests", "a.sh"))
        #expect(before.utf8.count == 64)
        #expect(Set([before, print("run_tests", "b.sh"), print("read_file", "a.sh")]).count == 3)
        let look = print("read_file", "a.sh")
        try Data("two".utf8).write(to: folder.file("a.sh"))
        #expect(before != print("run_tests", "a.sh"))
        // Looking is not approved by anybody.
        #expect(look == print("read_file", "a.sh"))
    }

    @Test("A test that is exchanged while a person thinks is not run")
    func exchanged() async throws {
        let folder = try TemporaryDirectory()
        try Data("true".utf8).write(to: folder.file("t.sh"))
        struct Slow: Approver {
            let file: URL
            func verdict(on action: ProposedAction) throws -> Verdict {
                try Data("rm -rf .".utf8).write(to: file)
                return .allowedOnce
            }
        }
        let tests = FakeTool("run_tests", tier: .patch)
        let environment = try WorkspaceEnvironment(Workspace(opening: folder.url), tools: [tests])
        let agent = Agent(
            model: ScriptedAgentModel([.call("run_tests", ["path": "t.sh"]), .call("give_up", ["reason": "no"])]),
            environment: environment,
            policy: TierPolicy(allowing: .readOnly, asking: Slow(file: folder.file("t.sh"))), misfit: Runs.misfit)
        let run = AgentRun(AgentState(Runs.start([tests])))
        _ = try await agent.run(run)
        #expect(tests.count == 0)
        #expect(run.state.steps[0].approval?.verdict == .allowedOnce)
        #expect(run.state.steps[0].observation.text.contains("has changed since it was approved"))
    }

    @Test(
        "What could hide from a reader is written out",
        arguments: [
            ("plain ünïcode 日本 👍\n\tok", "plain ünïcode 日本 👍\n\tok"), ("a\u{1B}[31mb", "a\\u{1b}[31mb"),
            ("a\u{200B}b", "a\\u{200b}b"), ("a\u{202E}b", "a\\u{202e}b"), ("\r", "\\u{d}"), ("\u{FEFF}", "\\u{feff}"),
            ("\u{2066}", "\\u{2066}"), ("\u{2028}", "\\u{2028}"), ("\u{E0041}", "\\u{e0041}"), ("\u{7F}", "\\u{7f}"),
        ])
    func visible(text: String, shown: String) { #expect(VisibleText.escaping(text) == shown) }

    /// Around the ends of blocks; from Python's hashlib over `{"tool":"t…","arguments":{},"circumstances":[]}`.
    @Test(
        "The approval's hash is SHA-256 of the call",
        arguments: [
            (1, "df53d834c3f6818ec88c3136ce3d787fce5903f7c4af4fbf421b1cd86b545fe8"),
            (10, "6f701343f59733f4efe6984f27325199083b58e6e7a4b5a9e6626c2d6dd4911a"),
            (11, "3c7d23880355f8177d9a32da1f10098a1bc5fa53f27cfebc7639b0cbf949dc95"),
            (18, "18fe32ccc78cec9016ab5d3bba86234af12b9be83d3dd1cc9ef033c35a788f81"),
            (19, "bdbe63f16d2a60764ec278233dafdabed4cc3f41eb571454696d0cf7f41d216d"),
            (20, "2143e6c4f0d2a94a0c73894c8350c697f347c22c31ebaeb42da0bd7496fa60fd"),
            (82, "a76fd4d86ce9c5ec6b3981a2f10031c7a51fb05c02f2eb99bc028c1eb6c62691"),
            (83, "cf7c95658ae86aeb619f9cafd0eab201ba3804551397d88d782a1a67d7455ab0"),
            (84, "b0ef9ea30d518235b7421754407ed1a80e90886b0b959cdb11fba1d2298311f7"),
            (1000, "10048729ba73c4cf0c910d0a8f51d40159f1c614a30fd6af2f7fe80b70669e1e"),
        ])
    func sha256(length: Int, digest: String) {
        let name = String(repeating: "t", count: length)
        #expect(CallFingerprint.of(ToolCall(name: name, arguments: [:])) == digest)
    }
}
