import Checkpoints
import Foundation
import Foundations
import TestSupport
import Testing
import Tokenization

@Suite("Vocabularies in GGUF files")
struct GGUFVocabularyTests {
    private static let texts = [
        "the martlet never lands", " two  spaces ", "", "日本語 ☃ 🦅", "12345 it's\n\n\tdone", "<s> text </s>",
    ]

    /// Writes the metadata into a file without tensors and reads it back.
    private static func reloaded(_ tokenizer: Tokenizer) throws -> Tokenizer {
        let folder = try TemporaryDirectory()
        let url = folder.file("vocab.gguf")
        try GGUFWriter.write(
            [], metadata: [("general.architecture", .string("llama"))] + (try tokenizer.ggufMetadata()), to: url
        ) { _ in }
        return try Tokenizer(gguf: url)
    }

    private static func trained(_ pattern: PretokenizerPattern) throws -> Tokenizer {
        var trainer = BPETrainer(
            vocabularySize: 400, specialTokens: ["<|endoftext|>", "<|im_start|>"], pretokenizer: pattern)
        trainer.add(String(repeating: "the martlet never lands, and it's 12345 the swift's nest\n", count: 20))
        return try trainer.train()
    }

    @Test("A trained vocabulary comes back from GGUF with the same ids, tokens and special tokens")
    func byteLevel() throws {
        for pattern in [PretokenizerPattern.gpt4, .gpt2, .qwen2] {
            let tokenizer = try Self.trained(pattern)
            let again = try Self.reloaded(tokenizer)
            #expect(again.vocabularySize == tokenizer.vocabularySize)
            #expect(again.specialTokens == tokenizer.specialTokens)
            #expect(again.endOfTextToken == tokenizer.endOfTextToken)
            for text in Self.texts {
                #expect(again.encode(text) == tokenizer.encode(text))
                #expect(again.decodeString(again.encode(text)) == text)
            }
            #expect(
                again.encode("<|im_start|>a", allowingSpecialTokens: true)
                    == tokenizer.encode("<|im_start|>a", allowingSpecialTokens: true))
        }
    }

    @Test("A pattern that llama.cpp does not know is refused, with what to do")
    func unknownPattern() throws {
        let tokenizer = try Self.trained(.words)
        let error = #expect(throws: GGUFVocabularyError.self) { try tokenizer.ggufMetadata() }
        #expect(error?.description.contains("--pretokenizer gpt4") == true)
        #expect(throws: GGUFVocabularyError.self) { try Tokenizer(characterVocabularyOf: "abc").ggufMetadata() }
    }

    @Test(
        "SentencePiece vocabularies come back from GGUF with the same ids",
        arguments: [
            "unigram-nfkc", "unigram-identity-bytes", "bpe-identity-bytes",
        ])
    func sentencePiece(name: String) throws {
        let tokenizer = try Tokenizer(sentencePiece: Fixture.url("sentencepiece/\(name).model"))
        let again = try Self.reloaded(tokenizer)
        #expect(again.kind == tokenizer.kind)
        #expect(again.beginOfTextToken == tokenizer.beginOfTextToken)
        for text in Self.texts { #expect(again.encode(text) == tokenizer.encode(text)) }
    }

    @Test("What llama.cpp does not do to text is refused", arguments: ["bpe-nfkc-user", "bpe-suffix", "word", "char"])
    func refused(name: String) throws {
        let tokenizer = try Tokenizer(sentencePiece: Fixture.url("sentencepiece/\(name).model"))
        #expect(throws: GGUFVocabularyError.self) { try tokenizer.ggufMetadata() }
    }

    /// In the layout of Llama 2: bytes, a few pieces, and every way to put each of them together.
    private static var scoredDocument: JSONValue {
        let special = ["<unk>", "<s>", "</s>"]
        let bytes = (0..<256).map { String(format: "<0x%02X>", $0) }
        let names = special + bytes + ["▁", "a", "b", "c", "ab", "bc", "abc", "▁a", "▁ab"]
        let merges = ["a b", "b c", "a bc", "ab c", "▁ a", "▁ ab", "▁a b"]
        let prepend: JSONValue = ["type": "Prepend", "prepend": "▁"]
        let replace: JSONValue = ["type": "Replace", "pattern": ["String": " "], "content": "▁"]
        let back: JSONValue = ["type": "Replace", "pattern": ["String": "▁"], "content": " "]
        let strip: JSONValue = ["type": "Strip", "content": " ", "start": 1, "stop": 0]
        let added = special.enumerated().map { id, text -> JSONValue in
            [
                "id": .integer(id), "content": .string(text), "single_word": false, "lstrip": false,
                "rstrip": false, "normalized": false, "special": true,
            ]
        }
        let vocabulary = names.enumerated().map { JSONObject.Member(key: $1, value: .integer($0)) }
        return [
            "version": "1.0", "added_tokens": .array(added),
            "normalizer": ["type": "Sequence", "normalizers": [prepend, replace]],
            "decoder": ["type": "Sequence", "decoders": [back, ["type": "ByteFallback"], ["type": "Fuse"], strip]],
            "model": [
                "type": "BPE", "unk_token": "<unk>", "fuse_unk": true, "byte_fallback": true,
                "vocab": .object(JSONObject(members: vocabulary)),
                "merges": .array(merges.map { .string($0) }),
            ],
        ]
    }

    @Test(
        "A tokenizer.json whose merges come from scores becomes a GGUF vocabulary with the same ids; others are refused"
    )
    func scoredLayouts() throws {
        let tokenizer = try Tokenizer(tokenizerJSON: Self.scoredDocument.serializedBytes(), source: "tokenizer.json")
        let again = try Self.reloaded(tokenizer)
        for text in Self.texts + ["abcab ab  cabc", "a b c abc", "ü abc"] {
            #expect(again.encode(text) == tokenizer.encode(text), "\(text)")
        }

        let trained = try JSONValue(contentsOf: Fixture.url("tokenizers/families/gemma.json"))["tokenizer"]
        let merging = try Tokenizer(tokenizerJSON: try #require(trained).serializedBytes(), source: "gemma")
        let error = #expect(throws: GGUFVocabularyError.self) { try merging.ggufMetadata() }
        #expect(error?.description.contains("no scores") == true)
    }

    @Test("WordPiece comes back from GGUF with the same ids")
    func wordPiece() throws {
        let folder = try TemporaryDirectory()
        let words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "mart", "##let", "##s", "never", "land", ","]
        try AtomicFile.write(words.joined(separator: "\n") + "\n", to: folder.file("vocab.txt"))
        let tokenizer = try Tokenizer(contentsOf: folder.file("vocab.txt"))
        #expect(tokenizer.encode("The Martlets never lands, ever") == [5, 6, 7, 8, 9, 10, 8, 11, 1])
        let again = try Self.reloaded(tokenizer)
        #expect(again.encode("The Martlets never lands, ever") == tokenizer.encode("The Martlets never lands, ever"))
        #expect(again.kind == .wordPiece)
        #expect(again.tokenizerJSON().count > 100)
    }

    @Test("Broken vocabularies are refused by name")
    func errors() throws {
        let folder = try TemporaryDirectory()
        func error(_ change: (inout [(key: String, value: GGUFValue)]) -> Void) throws -> String {
            var metadata = try Self.trained(.gpt2).ggufMetadata()
            change(&metadata)
            let url = folder.file("broken.gguf")
            try GGUFWriter.write([], metadata: metadata, to: url) { _ in }
            do {
                _ = try Tokenizer(gguf: url)
                return ""
            } catch { return "\(error)" }
        }
        func replacing(_ key: String, _ value: GGUFValue?) -> (inout [(key: String, value: GGUFValue)]) -> Void {
            { metadata in
                metadata.removeAll { $0.key == "tokenizer.ggml.\(key)" }
                if let value { metadata.append(("tokenizer.ggml.\(key)", value)) }
            }
        }
        #expect(try error { _ in }.isEmpty)
        #expect(try error(replacing("tokens", nil)).contains("tokenizer.ggml.tokens"))
        #expect(try error(replacing("model", .string("rwkv"))).contains("\"rwkv\""))
        #expect(try error(replacing("pre", .string("nobody"))).contains("\"nobody\""))
        #expect(try error(replacing("token_type", .array(GGUFArray([Int32(1)])))).contains("has 1 elements"))
        #expect(try error(replacing("merges", .array(GGUFArray(["a bcd"])))).contains("merges[0]"))
        #expect(try error(replacing("eos_token_id", .uint32(100_000))).contains("outside the vocabulary"))
        #expect(try error(replacing("tokens", .string("a"))).contains("tokens"))
    }
}
