import Corpus
import Foundation
import Foundations
import TestSupport
import Testing
import Tokenization
import Training

@Suite("Masks of templates without generation blocks")
struct TemplateMaskTests {
    /// A way to write conversations, and how the assistant's turns end in it.
    struct Style: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let source: String
        let specialTokens: [String]
        /// What stands before the assistant's words, within what is learned, and behind them.
        let before: String
        let end: String
    }

    static let styles = [
        Style(
            testDescription: "headers",
            source: #"""
                {%- for m in messages %}{{ '<|header|>' + m.role + '<|/header|>\n\n' + m.content + '<|eot|>' }}{% endfor %}
                {%- if add_generation_prompt %}{{ '<|header|>assistant<|/header|>\n\n' }}{% endif %}
                """#, specialTokens: ["<|header|>", "<|/header|>", "<|eot|>"], before: "", end: "<|eot|>"),
        Style(
            testDescription: "instructions in brackets",
            source: #"""
                {{- '<s>' }}{% for m in messages %}
                {%- if m.role == 'assistant' %}{{ ' ' + m.content + '</s>' }}
                {%- else %}{{ '[' + m.role + '] ' + m.content + ' [/' + m.role + ']' }}{% endif %}
                {%- endfor %}
                """#, specialTokens: ["<s>", "</s>"], before: " ", end: "</s>"),
        Style(
            testDescription: "another name for the assistant, and a line end behind each turn",
            source: #"""
                {%- for m in messages %}
                {{- '<turn>' + ('model' if m.role == 'assistant' else m.role) + '\n' + m.content + '</turn>\n' }}
                {%- endfor %}
                {%- if add_generation_prompt %}{{ '<turn>model\n' }}{% endif %}
                """#, specialTokens: ["<turn>", "</turn>"], before: "", end: "</turn>"),
    ]

    private static func tokenizer(_ specialTokens: [String]) throws -> Tokenizer {
        var trainer = BPETrainer(vocabularySize: 260 + 30 + specialTokens.count, specialTokens: specialTokens)
        trainer.add("system user assistant tool model the cat sat on the mat and the hat")
        return try trainer.train()
    }

    /// The texts that are learned of a conversation.
    private func trained(_ chat: Chat, _ encoder: ChatEncoder) throws -> [String] {
        let encoded = try encoder.encode(chat)
        return encoded.trainedRanges.map { encoder.tokenizer.decodeString(encoded.tokens[$0]) }
    }

    private static let call = ToolCall(name: "f", arguments: [:])

    /// Rules, several rounds, two turns of the assistant after each other, what a tool said, and a question at the end.
    private static let chat = Chat([
        .system("the hat"), .user("the cat"), .assistant("sat"), .user("on"), .assistant("the mat"), .assistant("and"),
        .tool("assistant cat", of: call), .assistant("the hat\n"), .user("on"),
    ])

    @Test(
        "Every turn of the assistant is learned with its end, and what tools and others say is not", arguments: styles)
    func turns(style: Style) throws {
        let encoder = try ChatEncoder(
            tokenizer: Self.tokenizer(style.specialTokens),
            template: ChatTemplate(source: style.source, name: "style.jinja"))
        let expected = ["sat", "the mat", "and", "the hat\n"].map { style.before + $0 + style.end }
        // Two turns that follow each other without a word between them are one part.
        let joined = style.before.isEmpty ? expected : [expected[0], expected[1] + expected[2], expected[3]]
        #expect(try trained(Self.chat, encoder) == joined)
        #expect(encoder.tokenizer.decodeString([encoder.endOfTurnToken]) == style.end)
    }

    @Test(
        "With published templates, every turn of the assistant is learned with its end, or the template is refused",
        .enabled(if: ReferenceData.has("chat-templates")))
    func published() throws {
        let folder = try #require(ReferenceData.url("chat-templates"))
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "jinja" }
        let chat = Chat([.user("the cat"), .assistant("sat"), .user("on"), .assistant("the mat")])
        var learned: [String] = []
        for file in files {
            let source = try String(contentsOf: file, encoding: .utf8)
            let marks = Set(
                source.matches(of: /<[|｜]?[a-zA-Z_▁\/][^<>{}'" ]*>|\[\/?[A-Z_]+\]/).map { String($0.output) })
            let encoder: ChatEncoder
            let encoded: EncodedChat
            do {
                let template = try ChatTemplate(
                    source: source, name: file.lastPathComponent,
                    tokenTexts: ["bos_token": "<s>", "eos_token": "</s>"],
                    now: CalendarTime(year: 2025, month: 1, day: 2))
                encoder = try ChatEncoder(
                    tokenizer: Self.tokenizer(marks.union(["<s>", "</s>"]).sorted()), template: template)
                encoded = try encoder.encode(chat)
            } catch is ChatEncoderError {
                continue
            } catch is JinjaError {
                continue
            }
            learned.append(file.lastPathComponent)
            #expect(encoded.trainedRanges.count == 2, "\(file.lastPathComponent)")
            for (range, words) in zip(encoded.trainedRanges, ["sat", "the mat"]) {
                let text = encoder.tokenizer.decodeString(encoded.tokens[range])
                #expect(text.contains(words) && !text.contains("cat"), "\(file.lastPathComponent): \(text)")
                #expect(
                    encoded.tokens[range.upperBound - 1] == encoder.endOfTurnToken, "\(file.lastPathComponent): \(text)"
                )
            }
        }
        #expect(learned.count >= 8, "\(learned)")
    }
}
