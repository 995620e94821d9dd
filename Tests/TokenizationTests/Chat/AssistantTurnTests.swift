import Foundations
import Testing
import Tokenization

@Suite("Generated tokens as messages")
struct AssistantTurnTests {
    private let tokenizer = ChatExamples.tokenizer
    private let encoder: ChatEncoder

    init() throws { encoder = try ChatEncoder(tokenizer: ChatExamples.tokenizer) }

    /// The message of a turn whose special tokens are written as their text.
    private func message(_ text: String) throws(AssistantTurnError) -> ChatMessage {
        try encoder.message(fromGenerated: tokenizer.encode(text, allowingSpecialTokens: true))
    }

    @Test("Text is text, with or without the end of the turn")
    func text() throws {
        #expect(try message("Four.") == .assistant("Four."))
        #expect(try message("Four.<|im_end|>") == .assistant("Four."))
        #expect(try message("Four.\n<|im_end|><|endoftext|>") == .assistant("Four.\n"))
        #expect(try message("") == .assistant(""))
    }

    @Test("What only looks like a tool call is text")
    func lookalike() throws {
        let text = "<tool_call>\n{\"name\": \"x\"}\n</tool_call>"
        #expect(try encoder.message(fromGenerated: tokenizer.encode(text)) == .assistant(text))
    }

    @Test("Calls come out with their arguments in order, after text or alone, one or several")
    func calls() throws {
        let one = "<tool_call>\n{\"name\": \"f\", \"arguments\": {\"b\": 1, \"a\": [\"x\", null]}}\n</tool_call>"
        let call = ToolCall(name: "f", arguments: ["b": 1, "a": ["x", nil]])
        #expect(try message(one + "<|im_end|>") == .assistant(calling: call))
        #expect(try message(one) == .assistant(calling: call))
        let both = ChatMessage(role: .assistant, content: "Let me look.", toolCalls: [call, call])
        #expect(try message("Let me look.\n" + one + "\n" + one + "<|im_end|>") == both)
    }

    @Test("Malformed calls are named")
    func malformed() {
        func reason(_ text: String) -> String {
            do { return "\(try message(text))" } catch { return "\(error)" }
        }
        let cases = [
            ("<tool_call>\n{\"name\": \"f\", \"arguments\": {}}", "no end"),
            ("<tool_call><tool_call>{}</tool_call>", "no end"),
            ("</tool_call>", "without <tool_call>"),
            ("x</tool_call><tool_call>{}</tool_call>", "without <tool_call>"),
            ("<tool_call>\n{\"name\": \"f\",\n</tool_call>", "no JSON"),
            ("<tool_call></tool_call>", "no JSON"),
            ("<tool_call>[]</tool_call>", "an array, not an object"),
            ("<tool_call>{\"arguments\": {}}</tool_call>", "no \"name\""),
            ("<tool_call>{\"name\": 1, \"arguments\": {}}</tool_call>", "\"name\" is a number"),
            ("<tool_call>{\"name\": \"f\"}</tool_call>", "no \"arguments\""),
            ("<tool_call>{\"name\": \"f\", \"arguments\": \"{}\"}</tool_call>", "a string, not an object"),
            ("<tool_call>{\"name\": \"f\", \"arguments\": {}, \"x\": 1}</tool_call>", "\"x\" is neither"),
            ("<tool_call>{\"name\": \"f\", \"name\": \"g\", \"arguments\": {}}</tool_call>", "there twice"),
            ("<tool_call>{\"name\": \"f\", \"arguments\": {}}</tool_call> and so on", "text follows"),
        ]
        for (text, words) in cases { #expect(reason(text).contains(words), "\(text): \(reason(text))") }
    }

    @Test("Any tokens are a message or a named error")
    func anything() {
        var generator = SplitMix64(seed: 9)
        for _ in 0..<2000 {
            let tokens = (0..<generator.next(below: 12)).map { _ in
                Int32(
                    generator.next(below: 3) == 0
                        ? tokenizer.vocabularySize - 5 + generator.next(below: 6)
                        : generator.next(below: tokenizer.vocabularySize))
            }
            do {
                let message = try encoder.message(fromGenerated: tokens)
                #expect(message.role == .assistant)
            } catch {
                #expect(!error.description.isEmpty)
            }
        }
    }
}
