import Foundation
import Foundations
import TestSupport
import Testing
import Tokenization

@Suite("martlet train sft --show-mask")
struct ShowMaskTests {
    private let transcripts: TinyTranscripts

    init() throws { transcripts = try TinyTranscripts() }

    private func show(_ lines: [String], _ arguments: String...) throws -> String {
        try transcripts.write(lines)
        let outcome = try transcripts.train(["--show-mask"] + arguments)
        #expect(outcome.status == 0, "\(outcome.errors)")
        return outcome.output
    }

    @Test("The assistant's words and the ends of its turns stand in brackets")
    func brackets() throws {
        let line = """
            {"messages": [{"role": "system", "content": "the mat"}, {"role": "user", "content": "read <|im_end|>"}, \
            {"role": "assistant", "tool_calls": [{"function": {"name": "cat", "arguments": {"of": "hat"}}}]}, \
            {"role": "tool", "content": "on"}, {"role": "assistant", "content": "sat"}, {"role": "user", "content": ""}]}
            """
        let lines = try show([line], "1", "--sequence-length", "200").split(
            separator: "\n", omittingEmptySubsequences: false
        ).map(String.init)
        #expect(lines.first?.wholeMatch(of: /transcript 1: \d+ of \d+ tokens carry loss/) != nil)
        #expect(
            lines.dropFirst().joined(separator: "\n") == """
                <|im_start|>system
                the mat<|im_end|>
                <|im_start|>user
                read <|im_end|><|im_end|>
                <|im_start|>assistant
                [[<tool_call>
                {"name": "cat", "arguments": {"of": "hat"}}
                </tool_call><|im_end|>]]
                <|im_start|>tool
                on<|im_end|>
                <|im_start|>assistant
                [[sat<|im_end|>]]


                """)
    }

    @Test("As many are shown as asked for, the first of the file, and nothing is trained")
    func count() throws {
        let lines = TinyTranscripts.lines(9, seed: 2)
        let all = try show(lines, "100", "--held-out", "0.9", "--output", transcripts.assistant.file("run").path)
        #expect(all.matches(of: #/transcript \d+: /#).count == 9)
        let three = try show(lines, "3")
        #expect(three.matches(of: #/transcript \d+: /#).count == 3 && all.hasPrefix(three))
        for index in 0..<3 { #expect(try three.contains(show([lines[index]], "1").drop { $0 != "\n" })) }
        #expect(!FileManager.default.fileExists(atPath: transcripts.assistant.file("run").path))
    }

    @Test("The numbers of tokens are those of the tokenizer")
    func numbers() throws {
        let tokenizer = try Tokenizer(
            tokenizerJSON: URL(filePath: transcripts.assistant.path).appending(path: Tokenizer.fileName))
        let shown = try show([TinyTranscripts.line("the cat", "on the mat")], "1")
        let trained = tokenizer.encode("on the mat").count + 1
        let before = ["user\nthe cat", "\n", "assistant\n"].reduce(3) { $0 + tokenizer.encode($1).count }
        #expect(shown.hasPrefix("transcript 1: \(trained) of \(before + trained) tokens carry loss\n"))
    }

    @Test("A turn of weight 0 is bare text, one that counts less says how much")
    func weights() throws {
        let line = """
            {"messages": [{"role": "user", "content": "the"}, {"role": "assistant", "content": "cat", "weight": 0}, \
            {"role": "user", "content": "on"}, {"role": "assistant", "content": "mat", "weight": 0.5}, \
            {"role": "user", "content": "and"}, {"role": "assistant", "content": "hat", "train": true}]}
            """
        let shown = try show([line], "1", "--sequence-length", "200")
        #expect(shown.contains("<|im_start|>assistant\ncat<|im_end|>\n"), "\(shown)")
        #expect(shown.contains("<|im_start|>assistant\n[[0.5: mat<|im_end|>]]\n"))
        #expect(shown.contains("<|im_start|>assistant\n[[hat<|im_end|>]]\n"))
        #expect(shown.firstMatch(of: /tokens carry loss, and count as \d+\.\d\n/) != nil)
        let parts = try #require(
            try JSONValue(parsing: show([line], "1", "--json", "--sequence-length", "200"), source: "output")["parts"]?
                .array)
        let learned = parts.filter { $0["weight"]?.double != 0 }
        #expect(learned.map { $0["text"]?.string } == ["mat<|im_end|>", "hat<|im_end|>"])
        #expect(learned.map { $0["weight"]?.double } == [0.5, 1])
        let text = parts.compactMap { $0["text"]?.string }.joined()
        #expect(text.hasSuffix("hat<|im_end|>"))
    }
}
