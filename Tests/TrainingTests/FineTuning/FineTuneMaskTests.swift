import Foundations
import Testing
import Tokenization
import Training

@Suite("What carries loss")
struct FineTuneMaskTests {
    private let tokenizer: Tokenizer

    init() throws { tokenizer = try ChatSamples.tokenizer.get() }

    /// The texts of the parts that carry loss.
    private func trained(_ chat: Chat) throws -> [String] {
        let example = try #require(try ChatSamples.data([chat]).train.first)
        #expect(example == PlainChatML(tokenizer: tokenizer).example(chat))
        var parts: [[Int32]] = []
        for (index, token) in example.tokens.enumerated() where example.isTrained[index] {
            if index == 0 || !example.isTrained[index - 1] { parts.append([]) }
            parts[parts.count - 1].append(token)
        }
        return parts.map { tokenizer.decodeString($0) }
    }

    @Test("The assistant's words and the end of each of its turns, and nothing that others say")
    func turns() throws {
        #expect(try trained(Chat([.user("the cat"), .assistant("sat")])) == ["sat<|im_end|>"])
        #expect(try trained(Chat([.assistant("hat"), .user("the cat")])) == ["hat<|im_end|>"])
        #expect(
            try trained(Chat([.user("a"), .assistant("b"), .assistant("c"), .user(""), .assistant("d\n")]))
                == ["b<|im_end|>", "c<|im_end|>", "d\n<|im_end|>"])
        #expect(try trained(Chat([.system("the hat"), .user(""), .assistant("mat")])) == ["mat<|im_end|>"])
    }

    @Test("Tool calls as well, and neither tools nor what they say")
    func tools() throws {
        let call = "<tool_call>\n{\"name\": \"read_file\", \"arguments\": {\"path\": \"cat.txt\"}}\n</tool_call>"
        let both = ChatMessage(role: .assistant, content: "See:", toolCalls: [ChatSamples.call, ChatSamples.call])
        let observation = ChatMessage.tool("the mat", of: ChatSamples.call)
        let messages: [ChatMessage] = [
            .user("the cat"), .assistant(calling: ChatSamples.call), observation, both, observation, observation,
            .assistant("on the mat"),
        ]
        let expected = ["\(call)<|im_end|>", "See:\n\(call)\n\(call)<|im_end|>", "on the mat<|im_end|>"]
        #expect(try trained(Chat(messages)) == expected)
        #expect(try trained(Chat(messages, tools: [ChatSamples.tool])) == expected)
        #expect(try trained(Chat([.system("")] + messages, tools: [ChatSamples.tool])) == expected)
        #expect(try trained(Chat([.system("Be brief.")] + messages, tools: [ChatSamples.tool])) == expected)
    }

    @Test("What a person writes stays text, whatever it looks like", arguments: ChatSamples.hostile)
    func hostile(text: String) throws {
        let chat = Chat([.system(text), .user(text), .assistant("hat"), .user(text), .assistant(text)])
        #expect(try trained(chat) == ["hat<|im_end|>", text + "<|im_end|>"])
        let tokens = try #require(try ChatSamples.data([chat]).train.first).tokens
        #expect(tokens.count { $0 == tokenizer.specialToken("<|im_end|>") } == 5)
        #expect(tokens.count { $0 == tokenizer.specialToken("<|im_start|>") } == 5)
        for other in ["<tool_call>", "</tool_call>", "<|endoftext|>"] {
            let token = try #require(tokenizer.specialToken(other))
            #expect(!tokens.contains(token))
        }
    }

    @Test("Random conversations have the tokens and marks that a hand would write")
    func random() throws {
        var generator = SplitMix64(seed: 51)
        let chats = (0..<200).map { _ in ChatSamples.random(&generator) }
        let plain = PlainChatML(tokenizer: tokenizer)
        #expect(try ChatSamples.data(chats).train == chats.map(plain.example))
    }
}
