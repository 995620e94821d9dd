import Foundations
import Testing
import Tokenization

@Suite("tokenizer.json: the layouts of published models, beside Hugging Face tokenizers")
struct FamilyTests {
    @Test("All families are there")
    func families() {
        #expect(TokenizerFixture.families.count >= 29)
        #expect(TokenizerFixture.texts.count >= 88)
    }

    @Test("Every text has the same ids", arguments: TokenizerFixture.families)
    func ids(family: String) throws {
        let (tokenizer, fixture) = try TokenizerFixture.tokenizer(family)
        for (place, text) in TokenizerFixture.texts.enumerated() {
            let plain = fixture["plain"]?[place]?.ids
            #expect(tokenizer.encode(text) == plain, "\(place): \(text.debugDescription)")
            // Twice, because pieces are remembered.
            #expect(tokenizer.encode(text) == plain, "\(place), again: \(text.debugDescription)")
            let special = fixture["special"]?["\(place)"]?.ids ?? plain
            #expect(
                tokenizer.encode(text, allowingSpecialTokens: true) == special,
                "\(place), with special tokens: \(text.debugDescription)")
        }
    }

    @Test("Every text decodes to the same text", arguments: TokenizerFixture.families)
    func decoding(family: String) throws {
        let (tokenizer, fixture) = try TokenizerFixture.tokenizer(family)
        for (place, text) in TokenizerFixture.texts.enumerated() {
            let key = "\(place)"
            let ids = fixture["special"]?[key]?.ids ?? fixture["plain"]?[place]?.ids ?? []
            let decoded = fixture["decoded"]?[key]?.string ?? text
            #expect(
                Array(tokenizer.decodeString(ids).utf8) == Array(decoded.utf8), "\(place): \(text.debugDescription)")
            let skipped = fixture["skipped"]?[key]?.string ?? decoded
            #expect(
                Array(tokenizer.decodeString(ids, skippingSpecialTokens: true).utf8) == Array(skipped.utf8),
                "\(place), without special tokens: \(text.debugDescription)")
        }
    }

    @Test("Texts and pairs have the same special tokens and types around them", arguments: TokenizerFixture.families)
    func pairs(family: String) throws {
        let (tokenizer, fixture) = try TokenizerFixture.tokenizer(family)
        for pair in try #require(fixture["pairs"]?.array) {
            let first = try #require(pair[0]?.string)
            let sequence = tokenizer.encode(first, pairedWith: pair[1]?.string)
            #expect(sequence.tokens == pair[2]?.ids)
            #expect(sequence.typeIDs == pair[3]?.ids)
            if pair[1]?.string == nil {
                #expect(tokenizer.encode(first, addingSpecialTokens: true) == pair[2]?.ids)
                #expect(tokenizer.encode(first, addingSpecialTokens: false) == tokenizer.encode(first))
            }
        }
    }

    @Test("Token by token, a text decodes to the same bytes", arguments: TokenizerFixture.families)
    func streaming(family: String) throws {
        let (tokenizer, fixture) = try TokenizerFixture.tokenizer(family)
        for ids in try #require(fixture["plain"]?.array).map(\.ids) {
            var bytes: [UInt8] = []
            var previous: Int32?
            for token in ids where token != tokenizer.beginOfTextToken {
                bytes += tokenizer.bytes(of: token, after: previous)
                previous = token
            }
            #expect(bytes == tokenizer.decode(ids.filter { $0 != tokenizer.beginOfTextToken }))
        }
    }

    @Test("A loaded file is written as it was", arguments: TokenizerFixture.families)
    func writing(family: String) throws {
        let (tokenizer, fixture) = try TokenizerFixture.tokenizer(family)
        #expect(try JSONValue(parsing: tokenizer.tokenizerJSON(), source: family) == fixture["tokenizer"])
    }

    @Test("Bytes that are not UTF-8 never stop the work", arguments: TokenizerFixture.families)
    func anyBytes(family: String) throws {
        let (tokenizer, _) = try TokenizerFixture.tokenizer(family)
        var random = RandomText(seed: 77)
        for _ in 0..<100 {
            let bytes = random.bytes(count: 60)
            let tokens = tokenizer.encode(bytes: bytes, allowingSpecialTokens: true)
            #expect(tokens.allSatisfy { 0..<Int32(tokenizer.vocabularySize) ~= $0 })
            _ = tokenizer.decode(tokens)
        }
    }
}
