public import Foundation
import Foundations
import Glibc
import Tokenization

/// How long calls of a tool take.
public struct ToolTiming: Sendable, Hashable {
    /// What was called, such as `run_tests, landlock`.
    public var name: String
    /// How many calls were measured.
    public var calls: Int
    /// The time that half of the calls stay below, in microseconds.
    public var median: Double
    /// The time that 95 of 100 calls stay below, in microseconds.
    public var slow: Double

    /// Measures every tool in a workspace of `fileCount` small files that is made below `folder` and removed again.
    ///
    /// - Throws: what making the workspace throws, and `CancellationError`.
    public static func measure(in folder: URL, fileCount: Int = 20, calls: Int = 200) async throws -> [ToolTiming] {
        let url = folder.appending(path: "martlet-tool-timings-\(getpid())")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: url) }
        for number in 0..<fileCount {
            let lines = (0..<40).map { "line \($0) of file \(number)" }
            try AtomicFile.write(lines.joined(separator: "\n") + "\n", to: url.appending(path: "file\(number).txt"))
        }
        try AtomicFile.write("exit 0\n", to: url.appending(path: "test.sh"))
        var timings: [ToolTiming] = []
        for durability in Durability.allCases {
            let workspace = try Workspace(opening: url, durability: durability)
            for tool in WorkspaceTools.all(workspace: workspace) {
                let isPatch = tool.tier == .patch
                if durability == .process, !isPatch { continue }
                let name = tool.definition.name + (isPatch ? ", surviving loss of \(durability.rawValue)" : "")
                timings.append(try await measure(name, tool, calls: calls))
            }
        }
        let workspace = try Workspace(opening: url, durability: .process)
        let facts = SandboxFacts.current
        let tiers: [(SandboxTier, Bool)] = [
            (.none, true), (.landlock, facts.landlockWorks), (.bubblewrap, facts.bubblewrapWorks),
        ]
        for (tier, works) in tiers where works {
            let tool = RunTestsTool(
                workspace: workspace, runner: SandboxedTestRunner(tier: tier, allowsUnsandboxed: true))
            let name = "run_tests, " + (tier == .none ? "no sandbox" : tier.rawValue)
            timings.append(try await measure(name, tool, calls: calls))
        }
        return timings
    }

    private static func measure(_ name: String, _ tool: any Tool, calls: Int) async throws -> ToolTiming {
        var times: [Double] = []
        for number in 0..<calls {
            let arguments = arguments(of: tool.definition.name, number)
            let clock = ContinuousClock()
            let start = clock.now
            _ = try await tool.run(arguments)
            let duration = (clock.now - start).components
            times.append(Double(duration.seconds) * 1e6 + Double(duration.attoseconds) * 1e-12)
        }
        times.sort()
        guard let last = times.indices.last else { return ToolTiming(name: name, calls: 0, median: 0, slow: 0) }
        return ToolTiming(
            name: name, calls: calls, median: times[times.count / 2], slow: times[min(last, times.count * 95 / 100)])
    }

    private static func arguments(of tool: String, _ number: Int) -> JSONObject {
        switch tool {
        case "read_file": return ["path": "file0.txt"]
        case "search_files": return ["query": "line 7 of file 3"]
        case "calculate": return ["expression": "(12 + 30) * 2.5 / 7"]
        case "run_tests": return ["path": "test.sh"]
        case "apply_patch":
            // There and back again.
            let (old, new) = number.isMultiple(of: 2) ? ("line 5 of", "LINE 5 of") : ("LINE 5 of", "line 5 of")
            return [
                "patch": .string(
                    "*** Begin Patch\n*** Update File: file1.txt\n-\(old) file 1\n+\(new) file 1\n*** End Patch")
            ]
        default: return JSONObject()
        }
    }
}
