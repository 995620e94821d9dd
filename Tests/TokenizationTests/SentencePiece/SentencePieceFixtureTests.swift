import Foundation
import Foundations
import TestSupport
import Testing
import Tokenization

/// The models are made by Tests/clients/sentencepiece_fixtures.py, with what the library gives for them.
@Suite("SentencePiece models")
struct SentencePieceFixtureTests {
    static let names = [
        "unigram-nfkc", "unigram-identity-bytes", "unigram-user", "bpe-identity-bytes", "bpe-nfkc-user", "bpe-suffix",
        "bpe-bridges", "word", "char",
    ]

    private struct Fixture {
        let tokenizer: Tokenizer
        let expected: JSONValue
        let cases: [(bytes: [UInt8], ids: [Int32], decoded: String)]

        init(_ name: String) throws {
            tokenizer = try Tokenizer(sentencePiece: TestSupport.Fixture.url("sentencepiece/\(name).model"))
            let document = try JSONValue(contentsOf: TestSupport.Fixture.url("sentencepiece/expected.json"))
            expected = try #require(document[name])
            cases = try #require(expected["cases"]?.array).map { entry in
                let digits = Array(try #require(entry["bytes"]?.string))
                let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
                    UInt8(String(digits[$0...($0 + 1)]), radix: 16)
                }
                let ids = try #require(entry["ids"]?.array).compactMap { $0.int.map { Int32($0) } }
                return (bytes, ids, try #require(entry["decoded"]?.string))
            }
        }
    }

    @Test("Text has the library's ids", arguments: names)
    func encodes(name: String) throws {
        let fixture = try Fixture(name)
        #expect(fixture.cases.count > 60)
        for (bytes, ids, _) in fixture.cases {
            #expect(
                fixture.tokenizer.encode(bytes: bytes) == ids,
                "\(String(decoding: bytes, as: UTF8.self).debugDescription)")
        }
    }

    @Test("Ids become the library's text", arguments: names)
    func decodes(name: String) throws {
        let fixture = try Fixture(name)
        // Signs of spaces written by hand at the start of a text are the one thing that decoding takes differently.
        for (bytes, ids, decoded) in fixture.cases where !bytes.starts(with: "▁".utf8) {
            let text = fixture.tokenizer.decodeString(ids, skippingSpecialTokens: true)
            #expect(text.utf8.elementsEqual(decoded.utf8), "\(decoded.debugDescription)")
        }
    }

    @Test("Sizes and special tokens are the library's", arguments: names)
    func describes(name: String) throws {
        let fixture = try Fixture(name)
        #expect(fixture.tokenizer.vocabularySize == fixture.expected["size"]?.int)
        #expect(fixture.tokenizer.beginOfTextToken.map { Int($0) } == fixture.expected["begin"]?.int)
        #expect(fixture.tokenizer.endOfTextToken.map { Int($0) } == fixture.expected["end"]?.int)
        #expect(fixture.tokenizer.unknownToken.map { Int($0) } == fixture.expected["unknown"]?.int)
    }

    @Test("Written as tokenizer.json and read again, a vocabulary gives the same ids for plain text", arguments: names)
    func writes(name: String) throws {
        let fixture = try Fixture(name)
        let json = fixture.tokenizer.tokenizerJSON()
        let again = try Tokenizer(tokenizerJSON: json, source: "t.json")
        #expect(again.vocabularySize == fixture.tokenizer.vocabularySize)
        for text in ["the martlet", "swift wing er 12 345", "a", "", "  nest   sky  ", "wingnest☃sky"] {
            #expect(again.encode(text) == fixture.tokenizer.encode(text), "\(text)")
        }
    }

    @Test("A long text is cut into parts without changing a token", arguments: names)
    func longText(name: String) throws {
        let fixture = try Fixture(name)
        let bytes = Array(String(repeating: "the swift wing☃☃ nest日本 a  b ", count: 30).utf8)
        let whole = fixture.tokenizer.encode(bytes: bytes)
        #expect(fixture.tokenizer.encode(bytes: bytes) == whole)
        // Without spaces at its end, the first half is encoded as it is inside the whole.
        let half = fixture.tokenizer.encode(bytes: Array(bytes.prefix(bytes.count / 2)))
        if !name.hasPrefix("bpe-suffix") { #expect(whole.starts(with: half.dropLast(3))) }
    }

    @Test("Files that are cut or forged are refused or harmless", arguments: names)
    func hostileFiles(name: String) throws {
        let good = try Data(contentsOf: TestSupport.Fixture.url("sentencepiece/\(name).model"))
        for length in stride(from: 0, to: good.count, by: max(good.count / 60, 1)) {
            _ = try? Tokenizer(sentencePiece: Array(good[..<length]), source: "t.model").encode("a martlet ☃")
        }
        var random = RandomText(seed: 81)
        for _ in 0..<60 {
            var bytes = Array(good)
            for _ in 0..<(1 + random.next(below: 8)) {
                bytes[random.next(below: bytes.count)] = UInt8(random.next(below: 256))
            }
            guard let tokenizer = try? Tokenizer(sentencePiece: bytes, source: "t.model") else { continue }
            _ = tokenizer.decode(tokenizer.encode("the martlet ☃ <user> 12"))
        }
        #expect(throws: TokenizerFileError.self) { try Tokenizer(sentencePiece: [], source: "t.model") }
        #expect(throws: TokenizerFileError.self) {
            try Tokenizer(sentencePiece: Array("{\"version\": 1}".utf8), source: "t.model")
        }
    }
}
