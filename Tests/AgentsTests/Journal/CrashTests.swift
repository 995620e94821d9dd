import Agents
import Foundation
import Foundations
import TestSupport
import Testing
import Tokenization

/// Runs with real tools in a process that is killed with SIGKILL, and resumed.
///
/// The moments at which it is killed lie before, inside and after each record of the journal, before and after each
/// action, and before each change that a patch makes.
@Suite("Killed and resumed")
struct CrashTests {
    /// Two of the patches would show if they were applied twice: they add a line below one that stays.
    private static let script = """
        {"tool": "read_file", "arguments": {"path": "a.txt"}}
        {"tool": "apply_patch", "arguments": {"patch": "*** Begin Patch\\n*** Update File: a.txt\\n@@\\n one\\n+more\\n*** End Patch"}}
        {"tool": "run_tests", "arguments": {"path": "tests/t.sh"}}
        {"tool": "apply_patch", "arguments": {"patch": "*** Begin Patch\\n*** Add File: new/b.txt\\n+b\\n*** Update File: a.txt\\n@@\\n two\\n+again\\n*** Delete File: old.txt\\n*** End Patch"}}
        {"tool": "apply_patch", "arguments": {"patch": "*** Begin Patch\\n*** Update File: missing.txt\\n@@\\n-x\\n+y\\n*** End Patch"}}
        {"answer": "done, I think"}
        {"tool": "run_tests", "arguments": {"path": "tests/t.sh"}}
        {"answer": "done"}
        """

    private static let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().appending(path: "AgentCrash")

    private static func place() throws -> TemporaryDirectory {
        let folder = try TemporaryDirectory()
        let workspace = folder.file("workspace")
        try FileManager.default.createDirectory(
            at: workspace.appending(path: "tests"), withIntermediateDirectories: true)
        try Data("one\ntwo\n".utf8).write(to: workspace.appending(path: "a.txt"))
        try Data("gone\n".utf8).write(to: workspace.appending(path: "old.txt"))
        try Data("grep -q more a.txt\n".utf8).write(to: workspace.appending(path: "tests/t.sh"))
        try Data(script.utf8).write(to: folder.file("script.jsonl"))
        return folder
    }

    /// Runs the program until the given moment; the moments that it counted, or nil where it was killed.
    private static func work(in folder: TemporaryDirectory, until moment: Int) throws -> Int? {
        let output = folder.file("output")
        try Data().write(to: output)
        let process = Process()
        process.executableURL = program
        process.arguments = [folder.url.path, "\(moment)"]
        process.standardOutput = try FileHandle(forWritingTo: output)
        try process.run()
        process.waitUntilExit()
        if process.terminationReason == .uncaughtSignal {
            #expect(process.terminationStatus == SIGKILL)
            return nil
        }
        #expect(process.terminationStatus == 0)
        return Int(try String(contentsOf: output, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines))
    }

    /// What came of a run, without what differs from time to time.
    private struct Outcome: Equatable {
        var files: [String: String] = [:]
        var calls: [[ToolCall]] = []
        var observations: [Observation] = []
        var ending: AgentEnding?
        var begun: [String] = []

        init(_ folder: TemporaryDirectory) throws {
            let workspace = folder.file("workspace")
            for path in try FileManager.default.subpathsOfDirectory(atPath: workspace.path)
            where !path.hasPrefix(".martlet") {
                files[path] = (try? String(contentsOf: workspace.appending(path: path), encoding: .utf8)) ?? "(folder)"
            }
            let store = RunStore(folder.file("runs"))
            let state = try store.state(of: "run")
            calls = state.steps.map(\.turn.message.toolCalls)
            observations = state.steps.map(\.observation)
            ending = state.ending
            for case .begun(let operation) in try store.events(of: "run") { begun.append(operation) }
        }
    }

    @Test("50 runs, killed at seeded moments and again while they are resumed, end as if nothing had happened")
    func killed() throws {
        let straight = try Self.place()
        let count = try #require(try Self.work(in: straight, until: 0))
        #expect(count > 100)
        let expected = try Outcome(straight)
        #expect(expected.files["a.txt"] == "one\nmore\ntwo\nagain\n" && expected.files["new/b.txt"] == "b\n")
        #expect(expected.files["old.txt"] == nil && expected.files.count == 5)
        guard case .finished(answer: "done", _) = expected.ending else {
            Issue.record("\(String(describing: expected.ending)) \(expected.observations)")
            return
        }
        var random = SplitMix64(seed: 50)
        for _ in 0..<50 {
            let folder = try Self.place()
            let first = 1 + random.next(below: count)
            #expect(try Self.work(in: folder, until: first) == nil)
            // The second life may end before its moment comes.
            let second = 1 + random.next(below: count)
            if try Self.work(in: folder, until: second) == nil { _ = try Self.work(in: folder, until: 0) }
            #expect(try Outcome(folder) == expected, "killed at \(first) and \(second) of \(count)")
        }
    }
}
