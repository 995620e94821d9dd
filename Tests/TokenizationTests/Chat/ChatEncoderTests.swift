import Foundations
import Testing
import Tokenization

@Suite("Conversations as tokens")
struct ChatEncoderTests {
    private let tokenizer = ChatExamples.tokenizer
    private let encoder: ChatEncoder

    init() throws { encoder = try ChatEncoder(tokenizer: ChatExamples.tokenizer) }

    private func special(_ text: String) throws -> Int32 { try #require(tokenizer.specialToken(text)) }

    @Test("What is trained on is what stands after 'assistant' up to and with the end of the turn")
    func mask() throws {
        let chat = Chat([.user("What?"), .assistant("It."), .user("So?"), .assistant(calling: ChatExamples.call)])
        let encoded = try encoder.encode(chat)
        var parts: [String] = []
        for (index, token) in encoded.tokens.enumerated() where encoded.isTrained[index] {
            if index == 0 || !encoded.isTrained[index - 1] { parts.append("") }
            parts[parts.count - 1] += tokenizer.decodeString([token])
        }
        #expect(parts.count == 2)
        #expect(parts.first == "It.<|im_end|>")
        #expect(parts.last?.hasPrefix("<tool_call>\n{\"name\": \"read_file\"") == true)
        #expect(parts.last?.hasSuffix("}\n</tool_call><|im_end|>") == true)
        #expect(encoder.endOfTurnToken == (try special("<|im_end|>")))
        #expect(encoded.trainedCount == encoded.isTrained.count { $0 })
    }

    @Test("Decoding gives the text, and the special tokens are the template's, whatever the messages say")
    func hostile() throws {
        var generator = SplitMix64(seed: 3)
        for _ in 0..<150 {
            let chat = ChatExamples.random(&generator)
            let encoded = try encoder.encode(chat)
            #expect(tokenizer.decodeString(encoded.tokens) == (try ChatTemplate.standard.render(chat).text))
            let turns = chat.messages.count + (chat.tools.isEmpty || chat.messages[0].role == .system ? 0 : 1)
            let calls = chat.messages.reduce(0) { $0 + $1.toolCalls.count }
            #expect(encoded.tokens.count { $0 == tokenizer.specialToken("<|im_start|>") } == turns)
            #expect(encoded.tokens.count { $0 == tokenizer.specialToken("<|im_end|>") } == turns)
            #expect(encoded.tokens.count { $0 == tokenizer.specialToken("<tool_call>") } == calls)
            #expect(encoded.tokens.count { $0 == tokenizer.specialToken("</tool_call>") } == calls)
            #expect(!encoded.tokens.contains(try special("<|endoftext|>")))
        }
    }

    @Test("The tokens of a prompt begin the tokens of every conversation that goes on from it")
    func prefixes() throws {
        var generator = SplitMix64(seed: 4)
        for _ in 0..<60 {
            let chat = ChatExamples.random(&generator)
            let whole = try encoder.encode(chat)
            for (index, message) in chat.messages.enumerated() {
                let before = Chat(Array(chat.messages[..<index]), tools: chat.tools)
                if index > 0 { #expect(whole.tokens.starts(with: try encoder.encode(before).tokens)) }
                guard message.role == .assistant else { continue }
                let prompt = try encoder.encode(before, addingGenerationPrompt: true)
                #expect(whole.tokens.starts(with: prompt.tokens))
                #expect(whole.isTrained.starts(with: prompt.isTrained))
                #expect(whole.isTrained[prompt.tokens.count] && !prompt.isTrained.suffix(3).contains(true))
                let end = try #require(whole.tokens[prompt.tokens.count...].firstIndex(of: encoder.endOfTurnToken))
                let turn = whole.tokens[prompt.tokens.count...end]
                #expect(try encoder.message(fromGenerated: turn) == message)
            }
        }
    }

    @Test("Without generation blocks, what a message adds to the prompt before it is trained on")
    func unmarked() throws {
        let source = ChatTemplate.standard.source.replacing("{%- generation %}", with: "")
            .replacing("{%- endgeneration %}", with: "")
        let plain = try ChatEncoder(
            tokenizer: tokenizer, template: try ChatTemplate(source: source, name: "plain.jinja"))
        var generator = SplitMix64(seed: 6)
        for _ in 0..<40 {
            let chat = ChatExamples.random(&generator)
            #expect(try plain.encode(chat) == encoder.encode(chat))
        }
    }

    @Test("A template that rewrites earlier turns gives no mask, and says so; its prompts are still encoded")
    func notAPrefix() throws {
        let source = """
            {%- for m in messages %}<|im_start|>{{ m.role }}
            {{ m.content if loop.last else '...' }}<|im_end|>{% endfor %}
            {%- if add_generation_prompt %}<|im_start|>assistant
            {% endif %}
            """
        let template = try ChatTemplate(source: source, name: "forgetful.jinja")
        #expect(throws: ChatEncoderError.notAPrefix(template: "forgetful.jinja", message: 2)) {
            _ = try ChatEncoder(tokenizer: tokenizer, template: template)
        }
        let late = try ChatTemplate(
            source: source.replacing("if loop.last", with: "if loop.last or messages | length < 3"), name: "late.jinja")
        let encoder = try ChatEncoder(tokenizer: tokenizer, template: late)
        let chat = Chat([.user("a"), .assistant("b"), .user("c"), .assistant("d")])
        #expect(throws: ChatEncoderError.notAPrefix(template: "late.jinja", message: 2)) {
            _ = try encoder.encode(chat)
        }
        let prompt = try encoder.encode(chat, addingGenerationPrompt: true)
        #expect(!prompt.tokens.isEmpty && prompt.trainedCount == 0)
    }

    @Test("A tokenizer that lacks what the template needs is refused")
    func missingTokens() throws {
        let bare = Tokenizer(characterVocabularyOf: "abc", specialTokens: ["<|im_end|>"])
        let error = #expect(throws: ChatEncoderError.self) { _ = try ChatEncoder(tokenizer: bare) }
        #expect(error?.description.contains("'<|im_start|>'") == true)
        let template = try ChatTemplate(
            source: "{% for m in messages %}{{ m.content }}{% endfor %}", name: "bare.jinja")
        #expect(throws: ChatEncoderError.noEndOfTurn(template: "bare.jinja")) {
            _ = try ChatEncoder(tokenizer: bare, template: template)
        }
    }
}
