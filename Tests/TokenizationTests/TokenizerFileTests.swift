import Foundation
import Foundations
import TestSupport
import Testing
import Tokenization

@Suite("tokenizer.json")
struct TokenizerFileTests {
    private static let small: Tokenizer = {
        var trainer = BPETrainer(vocabularySize: 280, specialTokens: ["<|user|>", "<|endoftext|>"])
        trainer.add("the cat sat on the mat, the cat sat on the hat – été été \u{0}\u{0}\u{0}\n\n\n\n")
        do { return try trainer.train() } catch { preconditionFailure("\(error)") }
    }()

    /// The file of the small tokenizer, with one change.
    private func loading(_ change: (inout JSONValue) -> Void) throws {
        var document = try JSONValue(parsing: Self.small.tokenizerJSON(), source: "t.json")
        change(&document)
        _ = try Tokenizer(tokenizerJSON: document.serializedBytes(), source: "t.json")
    }

    private func expectError(
        _ code: TokenizerFileError.Code, at location: String, _ change: (inout JSONValue) -> Void
    ) {
        let error = #expect(throws: TokenizerFileError.self) { try loading(change) }
        #expect(error?.code == code)
        #expect(error?.location == location)
        #expect(error?.description.hasPrefix("t.json: \(location): ") == true)
    }

    @Test("A saved tokenizer loads, encodes the same, and saves to the same bytes")
    func roundTrip() throws {
        let directory = try TemporaryDirectory()
        var random = RandomText(seed: 41)
        for (name, tokenizer) in [("small", Self.small), ("trained", TokenizerTests.trained)] {
            let folder = directory.file(name)
            try tokenizer.save(directory: folder, maximumLength: 1024)
            let loaded = try Tokenizer(tokenizerJSON: folder.appending(path: "tokenizer.json"))
            #expect(loaded.tokenizerJSON() == tokenizer.tokenizerJSON())
            #expect(loaded.specialTokens == tokenizer.specialTokens)
            #expect(loaded.kind == .byteLevelBPE)
            #expect(loaded.endOfTextToken == tokenizer.endOfTextToken)
            for _ in 0..<200 {
                let text = random.text(parts: 10)
                #expect(
                    loaded.encode(text, allowingSpecialTokens: true)
                        == tokenizer.encode(text, allowingSpecialTokens: true))
                let bytes = random.bytes(count: 30)
                #expect(loaded.encode(bytes: bytes) == tokenizer.encode(bytes: bytes))
            }
        }
    }

    @Test("tokenizer_config.json says how transformers loads the folder")
    func configuration() throws {
        let directory = try TemporaryDirectory()
        try Self.small.save(directory: directory.url, maximumLength: 256)
        let configuration = try JSONValue(contentsOf: directory.file("tokenizer_config.json"))
        #expect(configuration["tokenizer_class"]?.string == "PreTrainedTokenizerFast")
        #expect(configuration["eos_token"]?.string == "<|endoftext|>")
        #expect(configuration["bos_token"] == nil)
        #expect(configuration["model_max_length"]?.int == 256)
        #expect(configuration["clean_up_tokenization_spaces"]?.bool == false)
    }

    @Test("Tokens are spelled in GPT-2's alphabet of bytes")
    func alphabet() throws {
        #expect(ByteAlphabet.text(of: Array(" a\n\u{0}é".utf8)) == "ĠaĊĀÃ©")
        let all = Array(UInt8.min...UInt8.max)
        #expect(ByteAlphabet.bytes(of: ByteAlphabet.text(of: all)) == all)
        #expect(ByteAlphabet.text(of: all).unicodeScalars.count == 256)
        #expect(ByteAlphabet.bytes(of: "a b") == nil)
    }

    @Test("Merges that are written as two names with a space between them load as well")
    func oldMerges() throws {
        var document = try JSONValue(parsing: Self.small.tokenizerJSON(), source: "t.json")
        let merges = try #require(document["model"]?["merges"]?.array)
        document.set("model", "merges", .array(merges.map { .string("\($0[0]?.string ?? "") \($0[1]?.string ?? "")") }))
        let loaded = try Tokenizer(tokenizerJSON: document.serializedBytes(), source: "t.json")
        #expect(loaded.encode("the cat sat – été") == Self.small.encode("the cat sat – été"))
    }

    @Test("A vocabulary of characters survives saving")
    func characters() throws {
        let tokenizer = Tokenizer(characterVocabularyOf: "hello\r\né \"\u{1F600}", specialTokens: ["<|endoftext|>"])
        let loaded = try Tokenizer(tokenizerJSON: tokenizer.tokenizerJSON(), source: "t.json")
        #expect(loaded.kind == .characters)
        #expect(loaded.tokenizerJSON() == tokenizer.tokenizerJSON())
        #expect(loaded.unknownToken == tokenizer.unknownToken)
        #expect(loaded.encode("hé \u{1F600}x\n") == tokenizer.encode("hé \u{1F600}x\n"))
    }

    @Test("Settings that would change the tokens are refused by name")
    func unsupported() {
        expectError(.unsupported, at: "model.type") { $0.set("model", "type", "Trigram") }
        expectError(.unsupported, at: "model.dropout") { $0.set("model", "dropout", 0.1) }
        expectError(.unsupported, at: "model.new_setting") { $0.set("model", "new_setting", 1) }
        expectError(.unsupported, at: "version") { $0.set("version", "2.0") }
        expectError(.unsupported, at: "new_part") { $0.set("new_part", [:]) }
        expectError(.unsupported, at: "normalizer.type") { $0.set("normalizer", ["type": "Rot13"]) }
        expectError(.unsupported, at: "normalizer.normalizers[1].type") {
            $0.set("normalizer", ["type": "Sequence", "normalizers": [["type": "NFC"], ["type": "Rot13"]]])
        }
        expectError(.unsupported, at: "normalizer.form") { $0.set("normalizer", ["type": "NFC", "form": "X"]) }
        expectError(.unsupported, at: "normalizer.pattern.String") {
            $0.set("normalizer", ["type": "Replace", "pattern": ["String": ""], "content": "x"])
        }
        expectError(.unsupported, at: "pre_tokenizer.type") { $0.set("pre_tokenizer", ["type": "UnicodeScripts"]) }
        expectError(.unsupported, at: "pre_tokenizer.behavior") {
            $0.set("pre_tokenizer", ["type": "Punctuation", "behavior": "Shredded"])
        }
        expectError(.unsupported, at: "pre_tokenizer.prepend_scheme") {
            $0.set("pre_tokenizer", ["type": "Metaspace", "replacement": "_", "prepend_scheme": "twice"])
        }
        expectError(.unsupported, at: "post_processor.type") { $0.set("post_processor", ["type": "Wrap"]) }
        expectError(.unsupported, at: "decoder.type") { $0.set("decoder", ["type": "Rot13"]) }
        expectError(.unsupported, at: "decoder.decoders[1].stop") {
            let strip: JSONValue = ["type": "Strip", "content": " ", "start": 0, "stop": 1]
            $0.set("decoder", ["type": "Sequence", "decoders": [["type": "Fuse"], strip]])
        }
        expectError(.unsupported, at: "decoder.decoders[1]") {
            $0.set("decoder", ["type": "Sequence", "decoders": [["type": "Fuse"], ["type": "ByteFallback"]]])
        }
        expectError(.unsupported, at: "added_tokens[0].color") {
            $0.set("added_tokens", [["id": 278, "content": "<|user|>", "color": "red", "special": true]])
        }
        expectError(.unsupported, at: "model.unk_token") { $0.set("pre_tokenizer", ["type": "Whitespace"]) }
    }

    @Test("A wrong regular expression is refused with its place")
    func wrongExpression() {
        expectError(.invalid, at: "pre_tokenizer.pattern.Regex") {
            $0.set(
                "pre_tokenizer",
                ["type": "Split", "pattern": ["Regex": "(a"], "behavior": "Isolated", "invert": false])
        }
        expectError(.invalid, at: "normalizer.pattern.Regex") {
            $0.set("normalizer", ["type": "Replace", "pattern": ["Regex": "[a"], "content": ""])
        }
        expectError(.invalid, at: "normalizer.pattern") {
            $0.set("normalizer", ["type": "Replace", "pattern": "a", "content": ""])
        }
        expectError(.unsupported, at: "normalizer.pattern.Glob") {
            $0.set("normalizer", ["type": "Replace", "pattern": ["Glob": "*"], "content": ""])
        }
    }

    @Test("Settings for truncation and padding are accepted, and nothing is cut")
    func truncation() throws {
        try loading {
            $0.set("truncation", ["direction": "Right", "max_length": 3, "strategy": "LongestFirst", "stride": 0])
            $0.set("padding", ["strategy": "BatchLongest", "pad_id": 0])
        }
        expectError(.invalid, at: "truncation") { $0.set("truncation", 3) }
    }

    @Test("Gaps between ids are allowed, but not so large that a small file takes much memory")
    func gaps() throws {
        var document = try JSONValue(parsing: Self.small.tokenizerJSON(), source: "t.json")
        document.set("added_tokens", [["id": 290, "content": "<|user|>", "special": true]])
        let loaded = try Tokenizer(tokenizerJSON: document.serializedBytes(), source: "t.json")
        #expect(loaded.vocabularySize == 291)
        #expect(loaded.encode("<|user|>", allowingSpecialTokens: true) == [290])
        #expect(loaded.decodeString([285]) == "\u{FFFD}")
        expectError(.invalid, at: "model.vocab") {
            $0.set("added_tokens", [["id": 200_000, "content": "<|user|>", "special": true]])
        }
    }

    @Test("A small file cannot make a long text of every character")
    func growth() {
        let long = JSONValue.string(String(repeating: "x", count: 20))
        let replace: JSONValue = ["type": "Replace", "pattern": ["String": "x"], "content": long]
        expectError(.unsupported, at: "decoder.decoders[1].content") {
            $0.set("decoder", ["type": "Sequence", "decoders": [replace, replace]])
        }
        expectError(.unsupported, at: "normalizer.normalizers[1].content") {
            $0.set("normalizer", ["type": "Sequence", "normalizers": [replace, replace]])
        }
    }

    @Test("A post-processor can only add tokens of the vocabulary")
    func postProcessor() {
        expectError(.invalid, at: "post_processor") {
            $0.set("post_processor", ["type": "BertProcessing", "cls": ["a", 3], "sep": ["b", 3000]])
        }
        expectError(.invalid, at: "post_processor.cls") { $0.set("post_processor", ["type": "BertProcessing"]) }
        expectError(.invalid, at: "post_processor.single[0].SpecialToken.id") {
            let piece: JSONValue = ["SpecialToken": ["id": "<s>", "type_id": 0]]
            $0.set(
                "post_processor",
                ["type": "TemplateProcessing", "single": [piece], "pair": [], "special_tokens": [:]])
        }
    }

    @Test("Models need the token for what they do not know")
    func unknownTokens() {
        let wordPiece: JSONValue = [
            "type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
            "max_input_chars_per_word": 100, "vocab": ["a": 0],
        ]
        expectError(.invalid, at: "model.unk_token") { $0 = ["model": wordPiece] }
        expectError(.invalid, at: "model.vocab") { $0 = ["model": ["type": "Unigram", "unk_id": 0]] }
        expectError(.invalid, at: "model.unk_id") {
            $0 = ["model": ["type": "Unigram", "unk_id": 2, "vocab": [["a", -1.5], ["b", -2]]]]
        }
        expectError(.invalid, at: "model.vocab[1]") {
            $0 = ["model": ["type": "Unigram", "unk_id": 0, "vocab": [["a", -1.5], ["b"]]]]
        }
        expectError(.invalid, at: "normalizer.precompiled_charsmap") {
            $0.set("normalizer", ["type": "Precompiled", "precompiled_charsmap": "no Base64!"])
        }
    }

    @Test("Files that contradict themselves are refused, with the place")
    func invalid() {
        expectError(.invalid, at: "model.type") { $0 = [:] }
        expectError(.invalid, at: "model.vocab") { $0.set("model", "vocab", nil) }
        expectError(.invalid, at: "model.merges[0]") { $0.set("model", "vocab", [:]) }
        expectError(.invalid, at: "model.merges[15]") { $0.changeVocabulary { $0.removeLast() } }
        expectError(.invalid, at: "model.vocab") { $0.changeVocabulary { $0[5].value = 6 } }
        expectError(.invalid, at: "model.vocab") { $0.changeVocabulary { $0[5].value = 2_147_483_647 } }
        expectError(.invalid, at: "model.merges[14]") { $0.changeVocabulary { $0[270].key = "no such bytes" } }
        expectError(.invalid, at: "model.vocab") { $0.changeVocabulary { $0[270].key = $0[269].key } }
        expectError(.invalid, at: "model.vocab.Ā") { $0.changeVocabulary { $0[0].value = -1 } }
        expectError(.invalid, at: "model.vocab.Ā") { $0.changeVocabulary { $0[0].value = 0.5 } }
        expectError(.invalid, at: "model.vocab.Ā") { $0.changeVocabulary { $0[0].value = 4_294_967_296 } }
        expectError(.invalid, at: "model.merges") { $0.set("model", "merges", "a b") }
        expectError(.invalid, at: "model.merges[0]") { $0.set("model", "merges", [["t"]]) }
        expectError(.invalid, at: "model.merges[0]") { $0.set("model", "merges", ["t h e"]) }
        expectError(.invalid, at: "model.merges[0]") { $0.set("model", "merges", [["t", "nothing"]]) }
        expectError(.invalid, at: "model.merges[0]") { $0.set("model", "merges", [["q", "q"]]) }
        expectError(.invalid, at: "added_tokens[0].id") {
            $0.set("added_tokens", [["content": "<|user|>", "special": true]])
        }
        expectError(.invalid, at: "added_tokens[0].content") {
            $0.set("added_tokens", [["id": 278, "content": "", "special": true]])
        }
    }

    @Test("A missing byte is refused")
    func missingByte() {
        expectError(.invalid, at: "model.vocab") { document in
            document.changeVocabulary { members in
                members[65].key = "AAAAAAAA"
            }
        }
    }

    @Test("Bytes that no text needs may be missing, and are left out")
    func dispensableByte() throws {
        var document = try JSONValue(parsing: Self.small.tokenizerJSON(), source: "t.json")
        document.changeVocabulary { $0[3].key = "AAAAAAAA" }
        let loaded = try Tokenizer(tokenizerJSON: document.serializedBytes(), source: "t.json")
        #expect(loaded.encode("the\u{3}cat") == Self.small.encode("the") + Self.small.encode("cat"))
    }

    @Test("A file cut at any place is an error and never a crash")
    func truncated() {
        let bytes = Self.small.tokenizerJSON()
        for length in stride(from: 0, to: bytes.count - 2, by: 97) {
            #expect(throws: (any Error).self) {
                try Tokenizer(tokenizerJSON: Array(bytes[..<length]), source: "t.json")
            }
        }
    }

    @Test("A missing file is named")
    func missingFile() throws {
        let directory = try TemporaryDirectory()
        let error = #expect(throws: FileError.self) { try Tokenizer(tokenizerJSON: directory.file("none.json")) }
        #expect(error?.description.contains("none.json") == true)
    }
}

extension JSONValue {
    /// Sets a member of the document.
    fileprivate mutating func set(_ key: String, _ value: JSONValue?) {
        guard var object else { return }
        object[key] = value
        self = .object(object)
    }

    /// Sets a member of a member.
    fileprivate mutating func set(_ outer: String, _ inner: String, _ value: JSONValue?) {
        var part = self[outer] ?? [:]
        part.set(inner, value)
        set(outer, part)
    }

    /// Changes the list of tokens and ids.
    fileprivate mutating func changeVocabulary(_ change: (inout [JSONObject.Member]) -> Void) {
        var members = self["model"]?["vocab"]?.object?.members ?? []
        change(&members)
        set("model", "vocab", .object(JSONObject(members: members)))
    }
}
