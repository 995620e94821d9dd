import Foundation
import Testing

/// A file of transcripts that cannot be used, and what is said of it.
struct BadTranscript: CustomTestStringConvertible, Sendable {
    let testDescription: String
    /// What stands in the second line, between good ones.
    let line: [UInt8]
    /// What the message says after the file and the line.
    let message: String

    init(_ name: String, _ line: String, _ message: String) {
        self.init(name, Array(line.utf8), message)
    }

    init(_ name: String, _ line: [UInt8], _ message: String) {
        testDescription = name
        self.line = line
        self.message = message
    }

    static let all = [
        BadTranscript(
            "an unknown role", #"{"messages": [{"role": "critic", "content": "x"}]}"#, "unknown-role: turn 1 has"),
        BadTranscript(
            "an empty turn of the assistant", TinyTranscripts.line("the cat", " \n"),
            "empty-assistant-turn: turn 2 is empty"),
        BadTranscript("no turn of the assistant", #"{"messages": []}"#, "no-assistant-turn: "),
        BadTranscript("broken JSON", #"{"messages": [{"role": "user", "#, "broken-json: column "),
        BadTranscript(
            "bytes that are not UTF-8",
            Array(#"{"instruction": "the "#.utf8) + [0xC3, 0x28] + Array(#"", "output": "hat"}"#.utf8),
            "broken-json: column "),
        BadTranscript(
            "more tokens than the context", TinyTranscripts.line(String(repeating: "z", count: 80), "hat"),
            "longer-than-context: the conversation has "),
        BadTranscript("no transcript", #"{"text": "the cat"}"#, "unknown-shape: "),
    ]
}
