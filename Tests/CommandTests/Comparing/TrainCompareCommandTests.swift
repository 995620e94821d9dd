import Foundation
import Foundations
import TestSupport
import Testing

@Suite("martlet train compare")
struct TrainCompareCommandTests {
    private let comparison: TinyComparison

    init() throws { comparison = try TinyComparison(prompts: 5) }

    @Test("Lines of standard input judge pair after pair, and each becomes a line of the file")
    func lines() throws {
        let outcome = try comparison.run(input: "a\nB\n\ntie\ns\nA\n")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let records = try comparison.records()
        #expect(records.map { $0["prompt"]?.string } == comparison.prompts)
        #expect(records.map { $0["chosen"] != nil } == [true, true, false, false, true])
        #expect(records[2]["verdict"]?.string == "tie" && records[3]["verdict"]?.string == "skip")
        for record in records where record["chosen"] != nil {
            #expect(record["chosen"]?.string?.isEmpty == false && record["chosen"] != record["rejected"])
            #expect(record["sampling"]?[0]?["seed"] != record["sampling"]?[1]?["seed"])
            // The model never ends a turn: the limit of tokens does.
            #expect(record["sampling"]?[0]?["cut"]?.bool == true)
            #expect(record["time"]?.string?.hasSuffix("Z") == true)
        }
        for (record, choice) in zip(records, ["a", "b", "", "", "a"]) where !choice.isEmpty {
            // What was shown as A is the first answer, unless the record says otherwise.
            let first = record["shown_first"]?.string == "first"
            #expect(record["verdict"]?.string == ((choice == "a") == first ? "first" : "second"))
        }
        #expect(outcome.output.contains("5 of 5 prompts judged, 5 of them now"))
        #expect(outcome.output.contains("1 tie, 1 skipped"))
        #expect(outcome.output.contains("what was shown as A was preferred in 2 of 3"))
        // Both answers were shown.
        for text in [records[0]["chosen"]?.string, records[0]["rejected"]?.string] {
            // Byte for byte: what stands before may make one character with its first one.
            let bytes = Array(try #require(text).utf8)
            #expect(Array(outcome.output.utf8).firstRange(of: bytes) != nil)
        }
    }

    @Test("It goes on with what is not judged yet, and asks nothing when all is")
    func resuming() throws {
        #expect(try comparison.run(input: "a\nb\n").status == 0)
        let first = try comparison.text()
        #expect(try comparison.records().count == 2)
        let outcome = try comparison.run(["--json"], input: "t\nq\na\n")
        #expect(outcome.status == 0 && outcome.errors.contains("2 of 5 prompts are judged already"))
        let json = try JSONValue(parsing: outcome.output, source: "output")
        #expect(json["judged"]?.int == 3 && json["remaining"]?.int == 2 && json["added"]?.int == 1)
        #expect(json["ties"]?.int == 1 && json["interrupted"]?.bool == false && json["prompts"]?.int == 5)
        #expect(try comparison.text().hasPrefix(first))
        #expect(try comparison.run(input: "a\na\n").status == 0)
        #expect(try comparison.records().map { $0["prompt"]?.string } == comparison.prompts)
        let all = try comparison.text()
        let nothing = try comparison.run(input: "a\n")
        #expect(nothing.status == 0 && nothing.output.contains("5 of 5 prompts judged, 0 of them now"))
        #expect(try comparison.text() == all)
    }

    @Test("The same seed gives the same pairs in the same order, however often it is stopped; another one does not")
    func seeds() throws {
        /// The records without their times.
        func records() throws -> [JSONValue] {
            try comparison.records().map { record in
                var object = record.object ?? JSONObject()
                object["time"] = nil
                return .object(object)
            }
        }
        #expect(try comparison.run(input: "a\na\na\na\na\n").status == 0)
        let straight = try records()
        try comparison.clear()
        for _ in 0..<5 { _ = try comparison.run(input: "a\n") }
        #expect(try records() == straight)
        try comparison.clear()
        #expect(try comparison.run(["--seed", "7"], input: "a\na\na\na\na\n").status == 0)
        #expect(try records() != straight)
    }

    @Test("The last judgement is taken back, those of an earlier run too, and its prompt is asked again")
    func undo() throws {
        #expect(try comparison.run(input: "a\nb\nu\nt\n").status == 0)
        #expect(try comparison.records().map { $0["verdict"]?.string == "tie" } == [false, true])
        #expect(try comparison.run(input: "undo\nundo\nundo\ns\n").status == 0)
        let records = try comparison.records()
        #expect(
            records.map { $0["verdict"]?.string } == ["skip"] && records[0]["prompt"]?.string == comparison.prompts[0])
    }

    @Test("A kill in the middle loses nothing that was judged, and a line cut short is asked again")
    func kill() throws {
        let program = try TypedProgram(comparison.arguments)
        program.type("a\nb\n")
        program.wait { _ in (try? comparison.records().count) == 2 }
        program.kill()
        let records = try comparison.records()
        #expect(records.map { $0["prompt"]?.string } == Array(comparison.prompts.prefix(2)))
        // As if it had come within the third.
        try AtomicFile.write(try comparison.text() + #"{"prompt": "the"#, to: comparison.file)
        let outcome = try comparison.run(input: "t\nt\nt\n")
        #expect(outcome.status == 0 && outcome.errors.contains("was cut short"), "\(outcome.errors)")
        #expect(try comparison.records().map { $0["prompt"]?.string } == comparison.prompts)
        #expect(try Array(comparison.records().prefix(2)) == records)
    }

    @Test("Two models, or two temperatures, give an answer each, and the record says which")
    func sides() throws {
        let other = try TinyAssistant()
        let outcome = try comparison.run(
            ["--second-model", other.path, "--second-temperature", "1.5", "--temperature", "0"],
            input: "a\na\na\na\na\n")
        #expect(outcome.status == 0, "\(outcome.errors)")
        for record in try comparison.records() {
            #expect(record["sampling"]?[0]?["temperature"]?.double == 0)
            #expect(record["sampling"]?[1]?["temperature"]?.double == 1.5)
        }
        // Both orders occur.
        #expect(try Set(comparison.records().map { $0["shown_first"]?.string }) == ["first", "second"])
    }

    @Test("Answers that are the same are passed over without a question")
    func same() throws {
        let outcome = try comparison.run(
            ["--temperature", "0", "--second-model", comparison.assistant.path], input: "")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let records = try comparison.records()
        #expect(records.count == 5)
        #expect(records.allSatisfy { $0["verdict"]?.string == "skip" && $0["chosen"] == nil })
        #expect(records.allSatisfy { $0["reason"]?.string == "the answers are the same" })
    }

    @Test("Bad input is named: a word that is none, prompts that are none, a file that is something else")
    func badInput() throws {
        let word = try comparison.run(input: "a\nperhaps\nb\n")
        #expect(word.status == 1 && word.errors.contains("line 2 of standard input is 'perhaps'"), "\(word.errors)")
        #expect(try comparison.records().count == 1)
        try AtomicFile.write("{\"prompt\": \"a\"}\n{\"prompt\": 3}\n", to: comparison.promptFile)
        #expect(try comparison.run(input: "a\n").errors.contains("\(comparison.promptFile.path):2: unknown-shape"))
        try AtomicFile.write("\n", to: comparison.promptFile)
        #expect(try comparison.run(input: "a\n").errors.contains("holds no prompt"))
        try AtomicFile.write("{\"prompt\": \"the\"}\n", to: comparison.promptFile)
        try AtomicFile.write("not\njson\n", to: comparison.file)
        let foreign = try comparison.run(input: "a\n")
        #expect(foreign.status == 1 && foreign.errors.contains("\(comparison.file.path):1: "))
        #expect(try comparison.text() == "not\njson\n")
        try comparison.clear()
        let long = String(repeating: "the hat ", count: 200)
        try AtomicFile.write("{\"prompt\": \"\(long)\"}\n", to: comparison.promptFile)
        let tooLong = try comparison.run(input: "a\n")
        #expect(
            tooLong.status == 1 && tooLong.errors.contains("\(comparison.promptFile.path):1: "), "\(tooLong.errors)")
        #expect(try comparison.run(["--max-tokens", "0"]).status == 2)
        #expect(try comparison.run(["--second-temperature", "-1"]).status == 2)
        let greedy = try comparison.run(["--temperature", "0"])
        #expect(greedy.status == 2 && greedy.errors.contains("both answers would be the same"))
    }
}
