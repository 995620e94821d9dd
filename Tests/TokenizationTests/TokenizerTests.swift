import Foundations
import Testing
import Tokenization

@Suite("Encoding and decoding")
struct TokenizerTests {
    static let trained: Tokenizer = {
        var random = RandomText(seed: 1)
        var trainer = BPETrainer(vocabularySize: 900, specialTokens: ["<|user|>", "<|endoftext|>", "<|end"])
        for _ in 0..<200 { trainer.add(random.text(parts: 20) + random.words(count: 20, alphabet: 6)) }
        do { return try trainer.train() } catch { preconditionFailure("\(error)") }
    }()

    private func reference(_ bytes: [UInt8], _ tokenizer: Tokenizer) throws -> [Int32] {
        let model = try #require(tokenizer.model as? ByteLevelBPE)
        return PretokenizerScannerTests.pretokens(bytes).flatMap { pretoken in
            var tokens = pretoken.map { Int32($0) }
            while let best = model.merges.enumerated().first(where: { _, merge in
                zip(tokens, tokens.dropFirst()).contains { $0 == merge.left && $1 == merge.right }
            })?.element {
                for position in tokens.indices.dropLast()
                where tokens[position] == best.left && tokens[position + 1] == best.right {
                    tokens.replaceSubrange(position...(position + 1), with: [best.result])
                    break
                }
            }
            return tokens
        }
    }

    @Test("Tokens are those of merging pair by pair, on text and on any bytes")
    func agreesWithReference() throws {
        var random = RandomText(seed: 21)
        for round in 0..<150 {
            let bytes =
                round % 3 == 0 ? random.bytes(count: 60) : Array((random.text(parts: 8) + random.words(count: 3)).utf8)
            #expect(Self.trained.encode(bytes: bytes) == (try reference(bytes, Self.trained)))
        }
    }

    @Test("Long words take the heap and give the same tokens", arguments: [40, 48, 49, 50, 120, 400])
    func longWords(length: Int) throws {
        var random = RandomText(seed: UInt64(length))
        for alphabet in 1...4 {
            let word = (0..<length).map { _ in UInt8(97 + random.next(below: alphabet)) }
            #expect(Self.trained.encode(bytes: word) == (try reference(word, Self.trained)))
        }
    }

    @Test("A million times the same letter is no trap")
    func repeatedLetter() {
        let bytes = [UInt8](repeating: 97, count: 1_000_000)
        #expect(Self.trained.decode(Self.trained.encode(bytes: bytes)) == bytes)
    }

    @Test("Any bytes come back")
    func roundTrip() {
        var random = RandomText(seed: 22)
        for length in 0..<300 {
            let bytes = random.bytes(count: length)
            let tokens = Self.trained.encode(bytes: bytes)
            #expect(Self.trained.decode(tokens) == bytes)
            #expect(tokens.allSatisfy { $0 >= 0 && $0 < Int32(Self.trained.vocabularySize) })
        }
    }

    @Test("Text comes back, and asking again gives the same tokens")
    func textRoundTrip() {
        var random = RandomText(seed: 23)
        for _ in 0..<300 {
            let text = random.text(parts: 10)
            let tokens = Self.trained.encode(text)
            #expect(Self.trained.decodeString(tokens).utf8.elementsEqual(text.utf8))
            #expect(Self.trained.encode(text) == tokens)
        }
    }

    @Test("Many tasks at once get the same tokens as one")
    func concurrency() async {
        var random = RandomText(seed: 24)
        let texts = (0..<200).map { _ in random.text(parts: 30) }
        let expected = texts.map { Self.trained.encode($0) }
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<6 { group.addTask { texts.map { Self.trained.encode($0) } == expected } }
            for await isEqual in group { #expect(isEqual) }
        }
    }

    @Test("A token that the order of merges never reaches is not emitted")
    func unreachableToken() {
        let bytes = (UInt8.min...UInt8.max).map { [$0] }
        let tokens = bytes + ["bc", "ab", "abc"].map { Array($0.utf8) }
        let merges = [
            Merge(left: 98, right: 99, result: 256), Merge(left: 97, right: 98, result: 257),
            Merge(left: 257, right: 99, result: 258),
        ]
        let model = ByteLevelBPE(
            tokens: tokens, byteTokens: (0..<256).map { Int32($0) }, merges: merges, pattern: .gpt4)
        #expect(Tokenizer(model: model, specialTokens: []).encode("abc") == [97, 256])
    }

    @Test("The text of a special token is plain text unless special tokens are allowed")
    func specialTokens() throws {
        let tokenizer = Self.trained
        let end = try #require(tokenizer.endOfTextToken)
        let text = "a<|endoftext|>b<|end<|user|>"
        let plain = tokenizer.encode(text)
        #expect(!plain.contains { tokenizer.isSpecialToken($0) })
        #expect(tokenizer.decodeString(plain) == text)
        let special = tokenizer.encode(text, allowingSpecialTokens: true)
        #expect(
            special == [
                97, end, 98, try #require(tokenizer.specialToken("<|end")),
                try #require(tokenizer.specialToken("<|user|>")),
            ])
        #expect(tokenizer.decodeString(special) == text)
        #expect(tokenizer.decodeString(special, skippingSpecialTokens: true) == "ab")
    }

    @Test("An id outside the vocabulary decodes to the replacement character")
    func unknownIDs() {
        #expect(Self.trained.decodeString([97, -1, 98, 1_000_000]) == "a\u{FFFD}b\u{FFFD}")
        #expect(Self.trained.bytes(of: -5) == Array("\u{FFFD}".utf8))
    }

    @Test("The bytes of single tokens join to the decoded text")
    func bytesOfTokens() {
        let tokens = Self.trained.encode("one two 三 <|user|>", allowingSpecialTokens: true)
        #expect(tokens.flatMap { Self.trained.bytes(of: $0) } == Self.trained.decode(tokens))
    }

    @Test("Characters have ids by code point, others are unknown")
    func characters() {
        let tokenizer = Tokenizer(characterVocabularyOf: "hello\r\né", specialTokens: ["<|endoftext|>"])
        #expect(tokenizer.encode("hello\né") == [3, 2, 4, 4, 5, 0, 6])
        #expect(tokenizer.unknownToken == 7)
        #expect(tokenizer.endOfTextToken == 8)
        #expect(tokenizer.vocabularySize == 9)
        #expect(tokenizer.encode("hex") == [3, 2, 7])
        // The decomposed é is two characters that the vocabulary does not have as such.
        #expect(tokenizer.encode("e\u{301}") == [2, 7])
        #expect(tokenizer.encode(bytes: [0x68, 0xFF, 0xC3]) == [3, 7, 7])
        #expect(tokenizer.decodeString([3, 2, 4, 4, 5]) == "hello")
    }

    @Test("\"é\" as one character and as two are different tokens")
    func canonicalEquivalence() throws {
        var trainer = BPETrainer(vocabularySize: 300)
        trainer.add("caf\u{E9} caf\u{E9} cafe\u{301} cafe\u{301}")
        let tokenizer = try trainer.train()
        #expect(tokenizer.encode("caf\u{E9}") != tokenizer.encode("cafe\u{301}"))
        let loaded = try Tokenizer(tokenizerJSON: tokenizer.tokenizerJSON(), source: "here")
        #expect(loaded.encode("cafe\u{301}") == tokenizer.encode("cafe\u{301}"))
    }
}
