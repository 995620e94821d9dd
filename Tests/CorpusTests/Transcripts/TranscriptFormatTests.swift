import Corpus
import Foundations
import TestSupport
import Testing
import Tokenization

@Suite("Formats of transcripts")
struct TranscriptFormatTests {
    /// The same conversation in each format.
    static let lines: [TranscriptFormat: String] = [
        .chat: #"{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]}"#,
        .sharegpt: #"{"conversations": [{"from": "human", "value": "a"}, {"from": "gpt", "value": "b"}]}"#,
        .alpaca: #"{"instruction": "a", "input": "", "output": "b"}"#,
    ]

    private func chat(_ line: String, _ format: TranscriptFormat? = nil) throws -> Chat? {
        try TranscriptFile.read(line, format: format).transcripts.first?.chat
    }

    private func refusal(_ line: String, _ format: TranscriptFormat? = nil) throws -> TranscriptError? {
        try TranscriptFile.read(line, skippingBad: true, format: format).refused.first
    }

    @Test("Each is recognised by its keys, and read where it is asked for", arguments: TranscriptFormat.allCases)
    func recognised(format: TranscriptFormat) throws {
        let line = try #require(Self.lines[format])
        let expected = Chat([.user("a"), .assistant("b")])
        #expect(try chat(line) == expected)
        #expect(try chat(line, format) == expected)
        for other in TranscriptFormat.allCases where other != format {
            #expect(try refusal(line, other)?.kind != nil, "\(format) as \(other)")
        }
    }

    @Test("Turns are recognised by their own keys, under either name of the list")
    func turns() throws {
        let expected = Chat([.user("a"), .assistant("b")])
        for format in [TranscriptFormat.chat, .sharegpt] {
            let line = try #require(Self.lines[format])
            let other = line.replacing("messages", with: "CONVERSATIONS").replacing("conversations", with: "messages")
                .replacing("CONVERSATIONS", with: "conversations")
            #expect(other != line)
            #expect(try chat(other) == expected)
            #expect(try chat(other, format) == expected)
        }
    }

    @Test("What could be read in two ways is refused by name, and read where the format is given")
    func unclear() throws {
        let both = #"{"messages": [{"role": "assistant", "content": "x"}], "instruction": "a", "output": "b"}"#
        let error = try refusal(both)
        #expect(error?.kind == .unknownShape)
        #expect(error?.detail.contains("both \"messages\" and \"instruction\"") == true, "\(String(describing: error))")
        #expect(error?.detail.contains("--format chat, sharegpt, alpaca") == true)
        #expect(try chat(both, .chat) == Chat([.assistant("x")]))
        #expect(try chat(both, .alpaca) == Chat([.user("a"), .assistant("b")]))
        let turn = #"{"messages": [{"role": "assistant", "content": "x", "from": "gpt", "value": "y"}]}"#
        #expect(try refusal(turn)?.detail.contains("both \"role\" and \"from\"") == true)
        #expect(try chat(turn, .chat) == Chat([.assistant("x")]))
        #expect(try chat(turn, .sharegpt) == Chat([.assistant("y")]))
        let lists = #"{"messages": [{"role": "assistant", "content": "x"}], "conversations": []}"#
        for format in [nil, TranscriptFormat.chat, .sharegpt] {
            #expect(try refusal(lists, format)?.detail.contains("both \"messages\" and \"conversations\"") == true)
        }
        // A column of a table that this row does not use.
        let empty =
            #"{"messages": [{"role": "assistant", "content": "x"}], "conversations": null, "instruction": null}"#
        #expect(try chat(empty) == Chat([.assistant("x")]))
    }

    @Test("Several calls in one turn, their results, and tools as a string, in the format of ShareGPT")
    func sharingCalls() throws {
        let line = #"""
            {"conversations": [{"from": "human", "value": "H"}, {"from": "function_call", "value": "[{\"name\": \"f\", \
            \"arguments\": {\"a\": 1}}, {\"name\": \"g\", \"arguments\": {}}]"}, {"from": "observation", "value": "1"}, \
            {"from": "observation", "value": "2"}, {"from": "gpt", "value": "G"}], "tools": "[{\"name\": \"f\"}, \
            {\"name\": \"g\", \"description\": \"D\"}]"}
            """#.replacing("\\\n", with: "")
        let read = try #require(try chat(line))
        #expect(read.messages.map(\.role) == [.user, .assistant, .tool, .tool, .assistant])
        #expect(
            read.messages[1].toolCalls == [
                ToolCall(name: "f", arguments: ["a": 1]), ToolCall(name: "g", arguments: [:]),
            ])
        #expect(read.tools.map(\.name) == ["f", "g"] && read.tools[1].description == "D")
    }

    @Test("Answers that are not wanted, and pairs of answers, are no conversations to imitate")
    func notForImitation() throws {
        let messages = #""messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]"#
        #expect(try chat("{\(messages), \"label\": true}") != nil)
        #expect(try refusal("{\(messages), \"label\": false}")?.kind == .notForImitation)
        let pair = try refusal("{\(messages), \"chosen\": \"b\", \"rejected\": \"c\"}")
        #expect(pair?.kind == .notForImitation && pair?.detail.contains("preference") == true)
    }
}
