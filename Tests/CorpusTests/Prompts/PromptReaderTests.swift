import Corpus
import Foundations
import TestSupport
import Testing
import Tokenization

@Suite("Prompts")
struct PromptReaderTests {
    private func read(_ text: String, _ name: String = "prompts.jsonl", system: String? = nil) throws -> [Prompt] {
        let folder = try TemporaryDirectory()
        try AtomicFile.write(text, to: folder.file(name))
        return try PromptReader(system: system).read(folder.file(name))
    }

    @Test("A text, messages, or a transcript without its last answer, in every format")
    func shapes() throws {
        let prompts = try read(
            #"""
            {"prompt": "a"}
            {"prompt": "a", "system": "S"}
            {"prompt": [{"role": "system", "content": "S"}, {"role": "user", "content": "a"}], "chosen": "b", "rejected": "c"}
            {"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}, {"role": "user", "content": "c"}, {"role": "assistant", "content": "d"}]}
            {"conversations": [{"from": "human", "value": "a"}]}
            {"instruction": "a", "input": "b", "output": "c"}
            {"instruction": "a"}
            """#)
        let a = Chat([.user("a")])
        let ruled = Chat([.system("S"), .user("a")])
        #expect(
            prompts.map(\.chat) == [
                a, ruled, ruled, Chat([.user("a"), .assistant("b"), .user("c")]), a, Chat([.user("a\nb")]), a,
            ])
        #expect(prompts.map(\.origin.line) == [1, 2, 3, 4, 5, 6, 7])
        // However it is written, it is the same prompt.
        #expect(Set(prompts.map(\.fingerprint)).count == 4)
        #expect(prompts[0].json == "a" && prompts[1].json.array?.count == 2)
        for prompt in prompts {
            #expect(try PromptReader().prompt(in: ["prompt": prompt.json], at: prompt.origin).chat == prompt.chat)
        }
    }

    @Test("A text file has a prompt a line, and rules go before those that have none")
    func lines() throws {
        let prompts = try read("the cat\r\n\n  [sat] \n{\"x\"", "prompts.txt", system: "S")
        #expect(prompts.map(\.chat) == ["the cat", "[sat]", "{\"x\""].map { Chat([.system("S"), .user($0)]) })
        #expect(prompts.map(\.origin.line) == [1, 3, 4])
        let ruled = try read(#"[{"prompt": "a", "system": "T"}]"#, "prompts.json", system: "S")
        #expect(ruled.map(\.chat) == [Chat([.system("T"), .user("a")])])
    }

    @Test(
        "What is no prompt is named with file and line",
        arguments: [
            (#"{"prompt": 3}"#, TranscriptError.Kind.unknownShape), (#"{"prompt": "  "}"#, .nothingToAnswer),
            (#"{"messages": [{"role": "system", "content": "S"}]}"#, .nothingToAnswer),
            (#"{"messages": [{"role": "critic", "content": "x"}]}"#, .unknownRole), (#"{"text": "x"}"#, .unknownShape),
            (#"{"prompt": "#, .brokenJSON), (#"{"messages": []}"#, .nothingToAnswer),
            (#"{"messages": [{"role": "user", "content": "x"}], "tools": [{"name": "f"}]}"#, .unknownShape),
        ])
    func refused(line: String, kind: TranscriptError.Kind) throws {
        let error = #expect(throws: TranscriptError.self) { try read("{\"prompt\": \"a\"}\n\n\(line)\n") }
        #expect(error?.kind == kind && error?.origin.line == 3, "\(String(describing: error))")
    }
}
