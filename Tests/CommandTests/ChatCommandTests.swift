import Foundation
import Foundations
import TestSupport
import Testing

@Suite("martlet chat")
struct ChatCommandTests {
    private func chat(
        _ assistant: TinyAssistant, _ input: String, _ arguments: String...
    ) throws -> MartletProgram.Outcome {
        try MartletProgram.run(["chat", assistant.path] + arguments, input: input)
    }

    private func lines(_ outcome: MartletProgram.Outcome) throws -> [JSONValue] {
        try outcome.output.split(separator: "\n").map { try JSONValue(parsing: String($0), source: "martlet chat") }
    }

    @Test("Lines from a pipe are messages and commands; replies go to standard output, notes to standard error")
    func pipe() throws {
        let assistant = try TinyAssistant()
        let outcome = try chat(assistant, "the cat\n/help\nand the hat\n", "--max-tokens", "6")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.errors.contains("/undo") && outcome.errors.contains("[cut at 6 tokens]"))
        let replies = try lines(chat(assistant, "the cat\nand the hat\n", "--max-tokens", "6", "--json"))
            .compactMap { $0["message"]?["content"]?.string }
        #expect(replies.count == 2)
        #expect(outcome.output == replies.map { $0 + "\n" }.joined())
    }

    @Test("Replies are the same on any number of threads; the seed changes them")
    func sameReplies() throws {
        let assistant = try TinyAssistant()
        let input = "the cat\nand the hat\nthe mat\n"
        let expected = try chat(assistant, input, "--max-tokens", "12").output
        for threads in ["1", "2", "3"] {
            #expect(try chat(assistant, input, "--max-tokens", "12", "--threads", threads).output == expected)
        }
        #expect(try chat(assistant, input, "--max-tokens", "12", "--seed", "4").output != expected)
    }

    @Test("The tokens that are left are counted, and earlier turns are not computed again")
    func counts() throws {
        let assistant = try TinyAssistant()
        let replies = try lines(chat(assistant, "the cat\nthe hat\n", "--max-tokens", "6", "--json"))
            .filter { $0["message"] != nil }
        let first = try #require(replies.first)
        let second = try #require(replies.last)
        let left = try #require(first["tokens_left"]?.int)
        #expect((1..<256).contains(left))
        #expect(try #require(second["tokens_left"]?.int) < left)
        #expect(first["reused_tokens"] == 0)
        #expect(try #require(second["reused_tokens"]?.int) > 5)
    }

    @Test("A conversation that no longer fits says what it leaves out before the reply, and saves it all the same")
    func contextIsFull() throws {
        let assistant = try TinyAssistant(contextSize: 128)
        let saved = assistant.file("talk.jsonl").path
        let turns = (0..<8).map { "the cat sat on the mat \($0)\n" }.joined()
        let outcome = try chat(
            assistant, turns + "/save \(saved)\n", "--max-tokens", "12", "--json", "--system", "Be brief.")
        let events = try lines(outcome)
        let drops = events.indices.filter { events[$0]["dropped"] != nil }
        try #require(!drops.isEmpty)
        let dropped = drops.flatMap { events[$0]["dropped"]?.array ?? [] }
        #expect(dropped.first?["content"] == "the cat sat on the mat 0")
        #expect(dropped.allSatisfy { $0["role"] != "system" })
        for index in drops {
            #expect(events[index]["note"]?.string?.contains("no longer see") == true)
            #expect(events[index + 1]["message"] != nil)
        }
        let whole = try JSONValue(parsing: String(contentsOfFile: saved, encoding: .utf8), source: saved)
        #expect(whole["messages"]?.array?.count == 17)
        // A message alone that does not fit is refused, and taken back.
        let long = try chat(assistant, String(repeating: "zq", count: 100) + "\n")
        #expect(long.status == 1 && long.errors.contains("fit"), "\(long.errors)")
    }

    @Test("A saved conversation goes on where it was")
    func transcripts() throws {
        let assistant = try TinyAssistant()
        let path = assistant.file("talk.jsonl").path
        let whole = try chat(assistant, "the cat\nthe hat\n", "--max-tokens", "8").output
        let half = try chat(assistant, "the cat\n/save \(path)\n", "--max-tokens", "8")
        #expect(half.status == 0 && half.errors.contains("Saved 2 messages"))
        let rest = try chat(assistant, "the hat\n", "--max-tokens", "8", "--transcript", path)
        #expect(half.output + rest.output == whole)
        // Nothing that is there is replaced.
        let again = try chat(assistant, "the cat\n/save \(path)\n", "--max-tokens", "8")
        #expect(again.status == 1 && again.errors.contains("there already"))
        let broken = assistant.file("broken.jsonl")
        try Data("{\"messages\": [{\"role\": \"cat\"}]}\n".utf8).write(to: broken)
        let refused = try chat(assistant, "", "--transcript", broken.path)
        #expect(refused.status == 1 && refused.errors.contains("broken.jsonl:1"), "\(refused.errors)")
    }

    @Test("The last exchange can be taken back, and the rules set and shown")
    func commands() throws {
        let assistant = try TinyAssistant()
        let undone = try chat(assistant, "the mat\n/undo\nthe cat\n/undo\n/undo\n", "--max-tokens", "6")
        let plain = try chat(assistant, "the cat\n", "--max-tokens", "6")
        #expect(undone.output.hasSuffix(plain.output))
        #expect(undone.errors.contains("user: the mat") && undone.errors.contains("nothing to take back"))
        let rules = try chat(assistant, "/system Be brief.\n/system\nthe cat\n/quit\nthe hat\n", "--max-tokens", "6")
        let same = try chat(assistant, "the cat\n", "--max-tokens", "6", "--system", "Be brief.")
        #expect(rules.status == 0 && rules.output == same.output && rules.errors.contains("Be brief."))
        for (line, text) in [
            ("/nothing", "no command '/nothing'"), ("/save", "name of a file"), ("/undo 3", "argument"),
        ] {
            let outcome = try chat(assistant, line + "\n")
            #expect(outcome.status == 1 && outcome.errors.contains(text))
        }
    }

    @Test("A model without a chat template is refused, with what to do")
    func baseModel() throws {
        let model = try TinyModel()
        let outcome = try MartletProgram.run(["chat", model.path], input: "hello\n")
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("martlet train sft") && outcome.errors.contains("martlet generate"))
    }

    @Test(
        "Bad usage ends with status 2", arguments: [["--max-tokens", "0"], ["--temperature=-1"], ["--threads", "0"]])
    func badUsage(arguments: [String]) throws {
        #expect(try MartletProgram.run(["chat", "nowhere"] + arguments).status == 2)
    }
}
