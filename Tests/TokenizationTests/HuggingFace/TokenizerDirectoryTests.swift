import Foundation
import Foundations
import TestSupport
import Testing
import Tokenization

@Suite("A model's folder: what tokenizer_config.json adds to tokenizer.json")
struct TokenizerDirectoryTests {
    private func load(
        _ family: String, _ configuration: JSONValue?, map: JSONValue? = nil
    ) throws -> Tokenizer {
        let directory = try TemporaryDirectory()
        let document = TokenizerFixture.family(family)["tokenizer"] ?? .null
        try Data(document.serializedBytes()).write(to: directory.file("tokenizer.json"))
        if let configuration {
            try Data(configuration.serializedBytes()).write(to: directory.file("tokenizer_config.json"))
        }
        if let map { try Data(map.serializedBytes()).write(to: directory.file("special_tokens_map.json")) }
        return try Tokenizer(directory: directory.url)
    }

    @Test("Without it, the post-processor says what begins a text")
    func alone() throws {
        let llama = try load("llama3", nil)
        #expect(llama.beginOfTextToken == llama.specialToken("<|begin_of_text|>"))
        #expect(llama.endOfTextToken == llama.specialToken("<|endoftext|>"))
        // A vocabulary that has the token, but no post-processor that adds it.
        #expect(try load("gpt2", nil).beginOfTextToken == nil)
        let deepSeek = try load("deepseek2", nil)
        #expect(deepSeek.endOfTextToken == deepSeek.specialToken("<｜end▁of▁sentence｜>"))
    }

    @Test("add_bos_token and add_eos_token decide over the post-processor")
    func marking() throws {
        let both = try load(
            "llama2",
            ["bos_token": "<s>", "eos_token": ["content": "</s>"], "add_bos_token": true, "add_eos_token": true])
        #expect(both.encode("a", addingSpecialTokens: true) == [1] + both.encode("a") + [2])
        #expect(both.encode("a", pairedWith: "b").tokens == [1] + both.encode("a") + [2, 1] + both.encode("b") + [2])
        #expect(both.encode("a", pairedWith: "b").typeIDs.last == 1)
        #expect(both.beginOfTextToken == 1)
        let neither = try load("llama2", ["bos_token": "<s>", "eos_token": "</s>", "add_bos_token": false])
        #expect(neither.encode("a", addingSpecialTokens: true) == neither.encode("a"))
        #expect(neither.beginOfTextToken == nil)
        #expect(neither.endOfTextToken == 2)
    }

    @Test("A folder that is saved again puts the same tokens around a text")
    func saving() throws {
        let directory = try TemporaryDirectory()
        for (adds, count) in [(true, 1), (false, 0)] {
            let tokenizer = try load("llama2", ["bos_token": "<s>", "add_bos_token": .bool(adds)])
            try tokenizer.save(directory: directory.file("saved"))
            let saved = try Tokenizer(directory: directory.file("saved"))
            #expect(saved.encode("a", addingSpecialTokens: true).count == saved.encode("a").count + count)
        }
    }

    @Test("The texts of the tokens may stand in special_tokens_map.json")
    func map() throws {
        let tokenizer = try load("qwen2", nil, map: ["eos_token": ["content": "<|im_end|>"]])
        #expect(tokenizer.endOfTextToken == tokenizer.specialToken("<|im_end|>"))
    }

    @Test("A setting of the wrong kind is named")
    func wrong() {
        let error = #expect(throws: TokenizerFileError.self) {
            try load("llama2", ["bos_token": 3])
        }
        #expect(error?.location == "bos_token")
        #expect(throws: TokenizerFileError.self) { try load("llama2", ["add_bos_token": "yes"]) }
    }
}
