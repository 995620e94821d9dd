import Corpus
import Testing

@Suite("Faults in each format of transcripts")
struct TranscriptFaultTests {
    /// A fault in one of the formats.
    struct Fault: CustomTestStringConvertible, Sendable {
        let format: TranscriptFormat
        let kind: TranscriptError.Kind
        let line: String

        init(_ format: TranscriptFormat, _ kind: TranscriptError.Kind, _ line: String) {
            self.format = format
            self.kind = kind
            self.line = line
        }

        var testDescription: String { "\(format.rawValue), \(kind.rawValue)" }
    }

    static let faults = [
        Fault(.chat, .emptyAssistantTurn, #"{"messages": [{"role": "assistant", "content": ""}]}"#),
        Fault(.chat, .unknownRole, #"{"messages": [{"role": "narrator", "content": "x"}]}"#),
        Fault(.chat, .brokenJSON, #"{"messages": [{"role": "assistant", "content": "x}]}"#),
        Fault(.chat, .noAssistantTurn, #"{"messages": [{"role": "user", "content": "x"}]}"#),
        Fault(.chat, .unknownShape, #"{"messages": [{"role": "assistant", "content": 3}]}"#),
        Fault(.chat, .malformedWeight, #"{"messages": [{"role": "assistant", "content": "x", "weight": 2}]}"#),
        Fault(
            .chat, .malformedToolCall,
            #"{"messages": [{"role": "assistant", "tool_calls": [{"function": {"name": "f", "arguments": "["}}]}]}"#),
        Fault(.sharegpt, .emptyAssistantTurn, #"{"conversations": [{"from": "gpt", "value": "\n"}]}"#),
        Fault(.sharegpt, .unknownRole, #"{"conversations": [{"from": "narrator", "value": "x"}]}"#),
        Fault(.sharegpt, .brokenJSON, #"{"conversations": [{"from": "gpt" "value": "x"}]}"#),
        Fault(.sharegpt, .noAssistantTurn, #"{"conversations": [{"from": "human", "value": "x"}]}"#),
        Fault(.sharegpt, .unknownShape, #"{"conversations": [{"from": "gpt"}]}"#),
        Fault(.sharegpt, .malformedWeight, #"{"conversations": [{"from": "gpt", "value": "x", "train": 1}]}"#),
        Fault(.sharegpt, .malformedToolCall, #"{"conversations": [{"from": "function_call", "value": "{}"}]}"#),
        Fault(
            .sharegpt, .malformedTools,
            #"{"conversations": [{"from": "gpt", "value": "x"}], "tools": "[{\"name\": 3}]"}"#),
        Fault(.alpaca, .emptyAssistantTurn, #"{"instruction": "a", "output": " "}"#),
        Fault(.alpaca, .brokenJSON, #"{"instruction": "a", "output": "b"#),
        Fault(.alpaca, .noAssistantTurn, #"{"instruction": "a", "output": null}"#),
        Fault(.alpaca, .unknownShape, #"{"instruction": "a", "output": "b", "history": [["c"]]}"#),
    ]

    @Test("Each is named with its file and line, or skipped and counted, recognised or asked for", arguments: faults)
    func named(fault: Fault) throws {
        let good = try #require(TranscriptFormatTests.lines[fault.format])
        let text = [good, "", fault.line, good].joined(separator: "\n")
        for format in [nil, fault.format] {
            let error = #expect(throws: TranscriptError.self) { try TranscriptFile.read(text, format: format) }
            #expect(error?.kind == fault.kind, "\(String(describing: error))")
            #expect(error?.description.contains("/chat.jsonl:3: \(fault.kind.rawValue): ") == true)
            let set = try TranscriptFile.read(text, skippingBad: true, format: format)
            #expect(set.transcripts.map(\.origin.line) == [1, 4])
            #expect(set.refusedCounts.map(\.kind) == [fault.kind] && set.refusedCounts.map(\.count) == [1])
        }
    }
}
