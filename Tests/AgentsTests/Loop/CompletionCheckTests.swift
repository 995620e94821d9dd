import Agents
import Testing

@Suite("Evidence of being done")
struct CompletionCheckTests {
    private static let change = Runs.step(1, "apply_patch", "p", changed: ["a.txt"])
    private static func tests(_ number: Int, _ status: Int32?) -> AgentStep {
        Runs.step(number, "run_tests", "t.sh", "out", isError: status == nil, exitStatus: status)
    }

    /// Steps, whether the workspace has tests, and the steps that the answer rests on; nil where it must not stand.
    private static let cases: [([AgentStep], Bool, [Int]?)] = [
        ([], true, []),
        ([Runs.step(1, "read_file")], true, [1]),
        ([Runs.step(1, "read_file", isError: true)], true, []),
        ([Runs.step(1, "apply_patch", isError: true)], false, nil),
        ([Runs.step(1, "apply_patch", isError: true), Runs.step(2, "apply_patch", changed: ["a"])], false, [2]),
        ([change], false, [1]),
        ([change], true, nil),
        ([change, tests(2, 0)], true, [1, 2]),
        ([change, tests(2, 0)], false, [1, 2]),
        ([change, tests(2, 1)], true, nil),
        ([change, tests(2, 1)], false, nil),
        ([change, tests(2, nil)], true, nil),
        ([change, tests(2, nil)], false, [1]),
        ([change, tests(2, 0), tests(3, nil)], false, nil),
        ([change, Runs.step(2, "run_tests")], true, nil),
        ([change, tests(2, 1), tests(3, 0)], true, [1, 3]),
        ([change, tests(2, 0), tests(3, 1)], true, nil),
        ([change, tests(2, 0), Runs.step(3, "apply_patch", changed: ["b.txt"])], false, nil),
        ([change, tests(2, 0), Runs.step(3, "apply_patch", isError: true)], true, [1, 2]),
        ([tests(1, 0), Runs.step(2, "apply_patch", changed: ["b.txt"])], false, nil),
        ([tests(1, 1)], true, []),
    ]

    @Test("An answer stands on steps, not on words", arguments: cases)
    func table(steps: [AgentStep], expectsTests: Bool, evidence: [Int]?) {
        switch CompletionCheck.check(steps, expectsTests: expectsTests) {
        case .holds(let found): #expect(found.map(\.step) == evidence)
        case .fails(let text):
            #expect(evidence == nil)
            #expect(text.hasPrefix("error: "))
        }
    }

    @Test("Evidence names the tool, the exit status and the digest of the output")
    func details() {
        guard case .holds(let evidence) = CompletionCheck.check([Self.change, Self.tests(2, 0)], expectsTests: true)
        else {
            Issue.record("the claim must hold")
            return
        }
        #expect(evidence[0].changedPaths == ["a.txt"])
        #expect(evidence[1].tool == "run_tests" && evidence[1].exitStatus == 0)
        #expect(evidence[1].digest.utf8.count == 16 && evidence[1].digest != evidence[0].digest)
    }
}
