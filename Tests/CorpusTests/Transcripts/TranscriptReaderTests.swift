import Corpus
import Foundations
import TestSupport
import Testing
import Tokenization

@Suite("Transcripts")
struct TranscriptReaderTests {
    private func read(_ text: String, _ name: String = "chat.jsonl", skippingBad: Bool = false) throws -> TranscriptSet
    {
        let folder = try TemporaryDirectory()
        try AtomicFile.write(text, to: folder.file(name))
        return try TranscriptReader(skippingBad: skippingBad).read([folder.file(name)])
    }

    /// What one line is refused for.
    private func refusal(_ line: String) throws -> TranscriptError {
        try #require(try read(line, skippingBad: true).refused.first, "\(line) is not refused")
    }

    @Test("Messages as OpenAI has them, with tools and calls")
    func messages() throws {
        let line = """
            {"messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": [{"type": "text", "text": "What"}, \
            {"type": "text", "text": "?"}]}, {"role": "assistant", "content": null, "tool_calls": [{"id": "c1", "type": "function", \
            "function": {"name": "f", "arguments": "{\\"b\\": 1, \\"a\\": 2}"}}]}, {"role": "tool", "tool_call_id": "c1", \
            "name": "f", "content": "3"}, {"role": "assistant", "content": "3"}], "tools": [{"type": "function", "function": \
            {"name": "f", "description": "Adds", "parameters": {"type": "object"}}}]}
            """
        let call = ToolCall(id: "c1", name: "f", arguments: ["b": 1, "a": 2])
        let set = try read("\u{FEFF}\n" + line + "\n\n")
        #expect(set.transcripts.map(\.origin.line) == [2])
        #expect(
            set.transcripts.first?.chat
                == Chat(
                    [
                        .system("Be brief."), .user("What?"), .assistant(calling: call), .tool("3", of: call),
                        .assistant("3"),
                    ], tools: [ToolDefinition(name: "f", description: "Adds", parameters: ["type": "object"])]))
    }

    @Test("Arguments as an object, conversations as ShareGPT has them, and instructions as Alpaca has them")
    func shapes() throws {
        let call = ToolCall(name: "f", arguments: ["a": 1])
        let object =
            #"{"messages": [{"role": "assistant", "tool_calls": [{"function": {"name": "f", "arguments": {"a": 1}}}]}]}"#
        #expect(try read(object).transcripts.first?.chat == Chat([.assistant(calling: call)]))
        let sharing = """
            {"system": "S", "conversations": [{"from": "human", "value": "H"}, {"from": "function_call", "value": \
            "{\\"name\\": \\"f\\", \\"arguments\\": {\\"a\\": 1}}"}, {"from": "observation", "value": "O"}, \
            {"from": "gpt", "value": "G"}], "tools": "[{\\"name\\": \\"f\\", \\"parameters\\": {}}]"}
            """
        #expect(
            try read(sharing).transcripts.first?.chat
                == Chat(
                    [
                        .system("S"), .user("H"), .assistant(calling: call), ChatMessage(role: .tool, content: "O"),
                        .assistant("G"),
                    ], tools: [ToolDefinition(name: "f", description: "", parameters: [:])]))
        let alpaca = #"{"instruction": "I", "input": "J", "output": "O", "history": [["a", "b"]]}"#
        #expect(
            try read(alpaca).transcripts.first?.chat
                == Chat([.user("a"), .assistant("b"), .user("I\nJ"), .assistant("O")]))
    }

    @Test("A file may be one array; its elements know their lines")
    func arrays() throws {
        let good = #"{"instruction": "a ], \" [", "output": "b"}"#
        let set = try read("\n[\n  \(good),\n\n  {\"instruction\": \"c\",\n \"output\": \"d\"}\n]\n", "chat.json")
        #expect(set.transcripts.map(\.origin.line) == [3, 5])
        #expect(set.transcripts.first?.chat.messages.first?.content == "a ], \" [")
        #expect(try read("[]", "chat.json").transcripts.isEmpty)
        for broken in ["[\(good)", "[\(good)] x", "[\(good),]", "[\(good)}]", "["] {
            let set = try read(broken, "chat.json", skippingBad: true)
            #expect(set.refusedCounts.map(\.kind) == [.brokenJSON], "\(broken)")
        }
    }

    static let bad: [(String, TranscriptError.Kind, String)] = [
        (#"{"messages": [{"role": "critic", "content": "x"}]}"#, .unknownRole, "'critic'"),
        (#"{"messages": [{"content": "x"}]}"#, .unknownRole, "no \"role\""),
        (#"{"conversations": [{"from": "cat", "value": "x"}]}"#, .unknownRole, "'cat'"),
        (
            #"{"messages": [{"role": "user", "content": "x"}, {"role": "assistant", "content": " \n"}]}"#,
            .emptyAssistantTurn, "turn 2"
        ),
        (#"{"instruction": "x", "output": ""}"#, .emptyAssistantTurn, "turn 2"),
        (#"{"messages": [{"role": "user", "content": "x"}]}"#, .noAssistantTurn, "says nothing"),
        (#"{"messages": []}"#, .noAssistantTurn, "says nothing"),
        (#"{"instruction": "x"}"#, .noAssistantTurn, "no \"output\""),
        (
            #"{"messages": [{"role": "tool", "content": "x"}, {"role": "assistant", "content": "y"}]}"#,
            .toolTurnWithoutCall, "turn 1"
        ),
        (
            #"{"messages": [{"role": "assistant", "tool_calls": [{"id": "a", "function": {"name": "f"}}]}, {"role": "tool", "tool_call_id": "b", "content": "x"}]}"#,
            .toolTurnWithoutCall, "'b'"
        ),
        (
            #"{"conversations": [{"from": "function_call", "value": "{\"name\": \"f\", \"arguments\": {}}"}, {"from": "observation", "value": "1"}, {"from": "observation", "value": "2"}]}"#,
            .toolTurnWithoutCall, "turn 3"
        ),
        (
            #"{"messages": [{"role": "assistant", "tool_calls": [{"function": {"arguments": {}}}]}]}"#,
            .malformedToolCall, "no name"
        ),
        (
            #"{"messages": [{"role": "assistant", "tool_calls": [{"function": {"name": "f", "arguments": "{"}}]}]}"#,
            .malformedToolCall, "no JSON"
        ),
        (
            #"{"messages": [{"role": "user", "tool_calls": [{"name": "f"}], "content": ""}]}"#, .malformedToolCall,
            "'user'"
        ),
        (#"{"messages": [{"role": "assistant", "function_call": {}}]}"#, .malformedToolCall, "function_call"),
        (#"{"conversations": [{"from": "function_call", "value": "f()"}]}"#, .malformedToolCall, "no JSON"),
        (#"{"messages": [{"role": "assistant", "content": "x"}], "tools": {}}"#, .malformedTools, "not an array"),
        (#"{"messages": [{"role": "assistant", "content": "x"}], "tools": "["}"#, .malformedTools, "no JSON"),
        (#"{"messages": [{"role": "assistant", "content": "x"}], "tools": [{}]}"#, .malformedTools, "no name"),
        (#"{"messages": "x"}"#, .unknownShape, "not an array"),
        (#"{"messages": [{"role": "user", "content": [{"type": "image"}]}]}"#, .unknownShape, "no text"),
        (#"{"text": "x"}"#, .unknownShape, "\"text\""),
        ("3", .unknownShape, "a number"),
        ("{\"messages\": [", .brokenJSON, "column"),
        ("{\"messages\": [] \u{1}}", .brokenJSON, "column 17"),
    ]

    @Test("Bad transcripts are named by kind, file and line", arguments: bad)
    func errors(_ line: String, _ kind: TranscriptError.Kind, _ words: String) throws {
        let good = #"{"instruction": "a", "output": "b"}"#
        let error = try refusal("\(good)\n\n\(line)\n")
        #expect(error.kind == kind)
        #expect(error.detail.contains(words), "\(error)")
        #expect(error.origin.line == 3)
        #expect(error.description.contains("chat.jsonl:3: \(kind.rawValue): "))
    }

    @Test("The first bad transcript is thrown, or all are skipped and counted")
    func skipping() throws {
        let good = #"{"instruction": "a", "output": "b"}"#
        let text = [good, Self.bad[0].0, good, Self.bad[3].0, Self.bad[3].0, "{", good].joined(separator: "\n")
        let error = #expect(throws: TranscriptError.self) { _ = try read(text) }
        #expect(error?.kind == .unknownRole && error?.origin.line == 2)
        let set = try read(text, skippingBad: true)
        #expect(set.transcripts.map(\.origin.line) == [1, 3, 7])
        #expect(set.refused.map(\.origin.line) == [2, 4, 5, 6])
        #expect(set.refusedCounts.map(\.kind) == [.brokenJSON, .unknownRole, .emptyAssistantTurn])
        #expect(set.refusedCounts.map(\.count) == [1, 1, 2])
    }

    @Test("Any bytes are transcripts or named errors")
    func fuzz() throws {
        let original = Array(
            #"[{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]}, {"instruction": "a", "output": "b"}]"#
                .utf8)
        var generator = SplitMix64(seed: 8)
        let folder = try TemporaryDirectory()
        for _ in 0..<400 {
            var bytes = original
            for _ in 0...generator.next(below: 5) {
                bytes[generator.next(below: bytes.count)] = UInt8(truncatingIfNeeded: generator.next())
            }
            bytes.removeLast(generator.next(below: 10))
            try AtomicFile.write(bytes, to: folder.file("fuzz.json"))
            let set = try TranscriptReader(skippingBad: true).read([folder.file("fuzz.json")])
            #expect(!set.transcripts.isEmpty || !set.refused.isEmpty)
        }
    }

    @Test(
        "Published sets are read whole", .enabled(if: ReferenceData.has("chat")),
        arguments: [
            ("chat/alpaca_en_demo.json", 999, 0), ("chat/glaive_toolcall_en_demo.json", 300, 0),
            // Half of its answers are marked as not wanted.
            ("chat/kto_en_demo.json", 300, 150), ("chat/dpo_en_demo.json", 300, 300),
        ])
    func published(_ path: String, _ count: Int, _ refused: Int) throws {
        let set = try TranscriptReader(skippingBad: true).read([try #require(ReferenceData.url(path))])
        #expect(set.transcripts.count + set.refused.count == count)
        #expect(set.refused.count == refused, "\(set.refused.prefix(3))")
        #expect(set.refused.allSatisfy { $0.kind == .notForImitation })
    }
}
