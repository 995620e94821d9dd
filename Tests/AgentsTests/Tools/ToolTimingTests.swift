import Agents
import Foundation
import TestSupport
import Testing

@Suite("Tool timings")
struct ToolTimingTests {
    @Test("Every tool is measured, and the folder is removed again")
    func measure() async throws {
        let folder = try TemporaryDirectory()
        let timings = try await ToolTiming.measure(in: folder.url, fileCount: 3, calls: 4)
        #expect(
            timings.prefix(6).map(\.name) == [
                "list_files", "read_file", "search_files", "calculate", "apply_patch, surviving loss of power",
                "apply_patch, surviving loss of process",
            ])
        #expect(timings[6].name == "run_tests, no sandbox")
        #expect(timings.allSatisfy { $0.calls == 4 && $0.median > 0 && $0.median <= $0.slow })
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
    }
}
