import Foundation
import Foundations
import TestSupport
import Testing

@Suite("Interrupting martlet agent")
struct AgentInterruptionTests {
    /// A run whose test does not end before the file `go` is there.
    private static func waiting() throws -> AgentFolder {
        try AgentFolder(
            ["a.txt": "one\n", "tests/t.sh": "test -e go || while :; do :; done\n"],
            script: [
                AgentFolder.adding("two", below: "one", in: "a.txt"),
                AgentFolder.call("run_tests", "path", "tests/t.sh"), #"{"answer": "done"}"#,
            ])
    }

    @Test("Ctrl-C stops a run that waits for a test, and it goes on where it was")
    func interrupted() throws {
        let place = try Self.waiting()
        let program = try RunningProgram(place.run("--allow", "patch"))
        program.wait { $0.output.contains("run_tests") }
        // Meanwhile nobody else gets at the run or its workspace.
        let second = try MartletProgram.run(place.command("resume"))
        #expect(second.status == 1 && second.errors.contains("another run works in the workspace"), "\(second.errors)")
        let list = try MartletProgram.run(["agent", "list", "--runs", place.runs.path])
        #expect(list.output.contains("running"))
        #expect(program.interrupt() == 130)
        #expect(program.errors.contains("1 step is recorded; go on with: martlet agent resume"), "\(program.errors)")
        let stopped = try MartletProgram.run(["agent", "list", "--runs", place.runs.path])
        #expect(stopped.output.contains("stopped"))
        try Data().write(to: place.workspace.appending(path: "go"))
        let resumed = try MartletProgram.run(place.command("resume"))
        #expect(resumed.status == 0, "\(resumed.errors)")
        #expect(place.text("a.txt") == "one\ntwo\n")
        #expect(resumed.output.contains("resumed once"))
    }

    @Test("Runs that are killed when their journal has grown to a seeded size end as if they had not been")
    func killed() throws {
        let lines = (0..<12).map { "line \($0)" }
        func place() throws -> AgentFolder {
            try AgentFolder(
                ["a.txt": lines.joined(separator: "\n") + "\n", "tests/t.sh": "grep -q 'new 11' a.txt\n"],
                script: lines.indices.map { AgentFolder.adding("new \($0)", below: "line \($0)", in: "a.txt") } + [
                    AgentFolder.call("run_tests", "path", "tests/t.sh"), #"{"answer": "done"}"#,
                ])
        }
        let expected = lines.indices.map { "line \($0)\nnew \($0)\n" }.joined()
        let straight = try place()
        #expect(try MartletProgram.run(straight.run("--allow", "patch")).status == 0)
        #expect(straight.text("a.txt") == expected)
        var random = SplitMix64(seed: 9)
        for _ in 0..<5 {
            let place = try place()
            let size = random.next(below: straight.journalSize)
            let program = try RunningProgram(place.run("--allow", "patch"))
            program.wait { _ in place.journalSize > size }
            program.kill()
            if place.journalSize == 0 { continue }
            let resumed = try MartletProgram.run(place.command("resume"))
            #expect(resumed.status == 0, "\(resumed.errors)")
            #expect(place.text("a.txt") == expected, "killed at \(size) bytes")
        }
    }

    @Test(
        "A person at the terminal sees the patch and decides",
        arguments: [
            ("y", 0, "one\ntwo\n", "allowed-once"), ("a", 0, "one\ntwo\n", "allowed-always"),
            ("n", 3, "one\n", "denied-by-person"), ("what?\nn", 3, "one\n", "denied-by-person"),
        ] as [(String, Int32, String, String)])
    func approval(answer: String, status: Int32, file: String, verdict: String) throws {
        let place = try AgentFolder(
            ["a.txt": "one\n"],
            script: [
                AgentFolder.adding("two", below: "one", in: "a.txt"),
                status == 0 ? #"{"answer": "done"}"# : #"{"tool": "give_up", "arguments": {"reason": "no"}}"#,
            ])
        let terminal = try TerminalProgram(place.run())
        terminal.type(answer + "\n")
        #expect(terminal.end() == status, "\(terminal.text)")
        #expect(place.text("a.txt") == file)
        #expect(terminal.text.contains("step 1 wants to run apply_patch:"), "\(terminal.text)")
        #expect(terminal.text.contains("  | +two"))
        #expect(terminal.text.contains(verdict))
    }
}
