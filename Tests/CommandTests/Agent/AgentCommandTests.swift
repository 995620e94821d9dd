import Foundation
import Foundations
import TestSupport
import Testing

@Suite("martlet agent")
struct AgentCommandTests {
    private static func place() throws -> AgentFolder {
        try AgentFolder(
            ["a.txt": "one\n", "tests/t.sh": "grep -q two a.txt\n"],
            script: [
                AgentFolder.call("read_file", "path", "a.txt"),
                AgentFolder.adding("two", below: "one", in: "a.txt"), #"{"answer": "done"}"#,
                AgentFolder.call("run_tests", "path", "tests/t.sh"), #"{"answer": "two is there"}"#,
            ])
    }

    @Test("A run shows its steps, ends with its answer and the evidence, and can be shown again")
    func finishes() throws {
        let place = try Self.place()
        let outcome = try MartletProgram.run(place.run("--allow", "patch"))
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(place.text("a.txt") == "one\ntwo\n")
        for part in [
            "1  read_file {\"path\":\"a.txt\"}", "     changed a.txt", "no test was run since", "     passed",
            "\ntwo is there\n", "  step 2  apply_patch, changed a.txt, output ", "  step 4  run_tests, exit status 0",
            "used  5 of 24 steps",
        ] { #expect(outcome.output.contains(part), "\(part)\n\(outcome.output)") }
        let replay = try MartletProgram.run(place.command("replay"))
        #expect(replay.status == 0 && replay.output == outcome.output)
        let again = try MartletProgram.run(place.command("resume"))
        #expect(again.status == 0 && again.errors.contains("has ended already"))
        #expect(again.output.contains("two is there"))
        let list = try MartletProgram.run(["agent", "list", "--runs", place.runs.path])
        #expect(list.output.contains("finished") && list.output.contains("do it"))
        // Nothing of the run is left in the workspace.
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: place.workspace.path).sorted() == ["a.txt", "tests"])
    }

    @Test("Without a terminal, what needs approval is denied, and the report says so with status 3")
    func denied() throws {
        let place = try AgentFolder(
            ["a.txt": "one\n"],
            script: [
                AgentFolder.adding("two", below: "one", in: "a.txt"),
                #"{"tool": "give_up", "arguments": {"reason": "not allowed"}}"#,
            ])
        let outcome = try MartletProgram.run(place.run())
        #expect(outcome.status == 3)
        #expect(place.text("a.txt") == "one\n")
        for part in [
            "gave up: the model gave up", "it needs a person's approval", "decide whether to allow it: step 1",
            "no file was changed", "the model's own words, which nothing has checked\n  not allowed",
        ] { #expect(outcome.output.contains(part), "\(part)\n\(outcome.output)") }
        #expect(try MartletProgram.run(place.command("resume")).status == 3)
    }

    @Test("As JSON, every line is an event and the last one the report")
    func json() throws {
        let place = try Self.place()
        let outcome = try MartletProgram.run(place.run("--allow", "patch", "--json"))
        #expect(outcome.status == 0)
        let lines = try outcome.output.split(separator: "\n").map { try JSONValue(parsing: String($0), source: "out") }
        #expect(lines.first?["type"]?.string == "started" && lines.first?["goal"]?.string == "do it")
        #expect(lines.last?["outcome"]?.string == "finished" && lines.last?["answer"]?.string == "two is there")
        #expect(lines.last?["evidence"]?.array?.count == 2)
        let replay = try MartletProgram.run(place.command("replay", "--json"))
        #expect(replay.output == outcome.output)
    }

    @Test("Limits end a run in a report")
    func limits() throws {
        let place = try Self.place()
        let outcome = try MartletProgram.run(place.run("--allow", "patch", "--steps", "2"))
        #expect(outcome.status == 3)
        #expect(outcome.output.contains("gave up: the limit of 2 steps was reached"))
        #expect(outcome.output.contains("check these files, which were changed: a.txt; no test was run since"))
    }

    @Test("A damaged journal is named with its line, and nothing is run")
    func damaged() throws {
        let place = try Self.place()
        #expect(try MartletProgram.run(place.run("--allow", "patch")).status == 0)
        let journal = place.runs.appending(path: try place.id()).appending(path: "journal.jsonl")
        var text = try String(contentsOf: journal, encoding: .utf8)
        text.replace("\"path\":\"a.txt\"", with: "\"path\":\"b.txt\"", maxReplacements: 1)
        try Data(text.utf8).write(to: journal)
        for name in ["resume", "replay"] {
            let outcome = try MartletProgram.run(place.command(name))
            #expect(outcome.status == 1 && outcome.output.isEmpty)
            #expect(outcome.errors.contains("journal.jsonl:2: the journal is damaged"), "\(outcome.errors)")
        }
        let list = try MartletProgram.run(["agent", "list", "--runs", place.runs.path])
        #expect(list.status == 0 && list.output.contains("damaged"))
    }

    @Test("What cannot begin says why, and leaves no run")
    func refused() throws {
        let place = try Self.place()
        func run(_ arguments: [String]) throws -> (Int32, String) {
            let outcome = try MartletProgram.run(arguments)
            #expect(outcome.output.isEmpty)
            return (outcome.status, outcome.errors)
        }
        let inside = ["--runs", place.workspace.appending(path: "r").path]
        let base = ["agent", "run", "go", "--workspace", place.workspace.path, "--script", place.script.path]
        #expect(try run(base + inside).1.contains("journals must not lie where the agent can change them"))
        let missing = ["agent", "run", "go", "--workspace", "/no/such", "--script", place.script.path]
        #expect(try run(missing + ["--runs", place.runs.path]).1.contains("cannot open the workspace"))
        #expect(try run(base + ["--model", "m"]).0 == 2)
        #expect(try run(["agent", "run", "go", "--workspace", place.workspace.path]).0 == 2)
        #expect(try run(base + ["--steps", "0"]).0 == 2)
        #expect(try run(base + ["--allow", "everything"]).0 == 2)
        #expect(try run(base + ["--test-command", "node"]).0 == 2)
        #expect(try run(["agent", "resume", "none", "--runs", place.runs.path]).1.contains("there is no run 'none'"))
        #expect(place.ids == [])
    }

    @Test("A script that ends too early is an error, and the run can go on when it is longer")
    func shortScript() throws {
        let place = try AgentFolder(["a.txt": "one\n"], script: [AgentFolder.call("read_file", "path", "a.txt")])
        let outcome = try MartletProgram.run(place.run())
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("the script has 1 turn, and the run asks for another"))
        #expect(outcome.errors.contains("go on with: martlet agent resume"))
        let more = try String(contentsOf: place.script, encoding: .utf8) + "\n{\"answer\": \"it says one\"}"
        try Data(more.utf8).write(to: place.script)
        let resumed = try MartletProgram.run(place.command("resume"))
        #expect(resumed.status == 0 && resumed.output.contains("it says one"), "\(resumed.errors)")
        #expect(resumed.output.contains("resumed once"))
    }

    @Test("The benchmark prints a figure for every way to keep a journal, and for every tool")
    func benchmark() throws {
        let folder = try TemporaryDirectory()
        let outcome = try MartletProgram.run([
            "bench", "agent", "--rounds", "1", "--steps", "2", "--folder", folder.url.path, "--json",
        ])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let json = try JSONValue(parsing: outcome.output, source: "output")
        #expect(json["step_microseconds"]?.object?.members.count == 3)
        let tools = try #require(json["tool_microseconds"]?.object).members
        for tool in ["apply_patch", "calculate", "list_files", "read_file", "run_tests", "search_files"] {
            #expect(tools.contains { $0.key.hasPrefix(tool) && $0.value["median"]?.double != nil }, "\(tool)")
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == [])
    }
}
