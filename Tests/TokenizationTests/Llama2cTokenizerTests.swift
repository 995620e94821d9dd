import Foundation
import Foundations
import TestSupport
import Testing
import Tokenization

@Suite("tokenizer.bin of llama2.c")
struct Llama2cTokenizerTests {
    /// What the file holds: names and scores.
    private struct Content {
        var names: [[UInt8]] = []
        var scores: [Float] = []

        /// A vocabulary of the special tokens, the bytes, and `pieces`, the earlier the better.
        init(pieces: [String]) {
            names = ["<unk>", "\n<s>\n", "\n</s>\n"].map { Array($0.utf8) }
            for byte in 0..<256 {
                let digits = String(byte, radix: 16, uppercase: true)
                names.append(Array("<0x\(digits.count == 1 ? "0" : "")\(digits)>".utf8))
            }
            scores = [Float](repeating: 0, count: names.count)
            for (index, piece) in pieces.enumerated() {
                names.append(Array(piece.utf8))
                scores.append(-Float(index))
            }
        }

        init(reading bytes: [UInt8]) {
            var position = 4
            func word() -> UInt32 {
                position += 4
                return (0..<4).reduce(0) { $0 | UInt32(bytes[position - 4 + $1]) << UInt32($1 * 8) }
            }
            while position < bytes.count {
                scores.append(Float(bitPattern: word()))
                let length = Int(word())
                names.append(Array(bytes[position..<(position + length)]))
                position += length
            }
        }

        var bytes: [UInt8] {
            func word(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) } }
            var bytes = word(UInt32(names.map(\.count).max() ?? 0))
            for (name, score) in zip(names, scores) {
                bytes += word(score.bitPattern) + word(UInt32(name.count)) + name
            }
            return bytes
        }

        /// The encoder of llama2.c, plainly: of all neighbours whose joined text is a token, the best score merges,
        /// the leftmost of equals.
        func encode(_ text: String) -> [Int32] {
            if text.isEmpty { return [] }
            func find(_ name: [UInt8]) -> Int32? { names.firstIndex(of: name).map { Int32($0) } }
            var tokens: [Int32] = []
            for scalar in " \(text)".unicodeScalars {
                let bytes = Array(String(scalar).utf8)
                tokens += find(bytes).map { [$0] } ?? bytes.map { Int32($0) + 3 }
            }
            while true {
                var best: (score: Float, position: Int, id: Int32)?
                for position in tokens.indices.dropLast() {
                    let joined = names[Int(tokens[position])] + names[Int(tokens[position + 1])]
                    guard let id = find(joined) else { continue }
                    if best.map({ scores[Int(id)] > $0.score }) ?? true { best = (scores[Int(id)], position, id) }
                }
                guard let best else { return tokens }
                tokens.replaceSubrange(best.position...(best.position + 1), with: [best.id])
            }
        }
    }

    private static let pieces = [
        "ab", " a", "bc", "abc", " ab", "ca", "cab", "aa", "aaa", "éa", " ", "a", "b", "c", "é", "中", "<", "s", ">",
    ]

    private func load(_ bytes: [UInt8], vocabularySize: Int? = nil) throws -> Tokenizer {
        let directory = try TemporaryDirectory()
        let url = directory.file("tokenizer.bin")
        try AtomicFile.write(bytes, to: url)
        return try Tokenizer(llama2cTokenizer: url, vocabularySize: vocabularySize)
    }

    private func reloaded(_ tokenizer: Tokenizer) throws -> Tokenizer {
        try Tokenizer(tokenizerJSON: tokenizer.tokenizerJSON(), source: "t.json")
    }

    @Test("Text is encoded as llama2.c encodes it, and comes back; also after saving and loading")
    func agreesWithReference() throws {
        let content = Content(pieces: Self.pieces)
        let tokenizer = try load(content.bytes)
        let loaded = try reloaded(tokenizer)
        #expect(loaded.tokenizerJSON() == tokenizer.tokenizerJSON())
        var random = RandomText(seed: 51)
        let alphabet: [Unicode.Scalar] = ["a", "a", "b", "b", "c", "c", " ", "é", "中", "x", "\n", "<", "s", ">", "0"]
        for _ in 0..<400 {
            var view = String.UnicodeScalarView()
            for _ in 0..<random.next(below: 80) { view.append(alphabet[random.next(below: alphabet.count)]) }
            let text = String(view)
            let tokens = tokenizer.encode(text)
            #expect(tokens == content.encode(text))
            #expect(loaded.encode(text) == tokens)
            #expect(tokenizer.decodeString(tokens) == text)
            #expect(loaded.decodeString([1] + tokens, skippingSpecialTokens: true) == text)
        }
    }

    @Test("Bytes that are no text are spelled byte by byte, and come back")
    func anyBytes() throws {
        let tokenizer = try load(Content(pieces: Self.pieces).bytes)
        var random = RandomText(seed: 52)
        for length in 0..<60 {
            let bytes = random.bytes(count: length)
            #expect(tokenizer.decode(tokenizer.encode(bytes: bytes)) == bytes)
        }
    }

    @Test("The space before a text is dropped at its start and after the token that begins it, and nowhere else")
    func leadingSpace() throws {
        let tokenizer = try load(Content(pieces: Self.pieces).bytes)
        let token = try #require(tokenizer.encode("a").first)
        #expect(tokenizer.bytes(of: token) == Array(" a".utf8))
        #expect(tokenizer.bytes(of: token, after: nil) == Array("a".utf8))
        #expect(tokenizer.bytes(of: token, after: tokenizer.beginOfTextToken) == Array("a".utf8))
        #expect(tokenizer.bytes(of: token, after: token) == Array(" a".utf8))
        #expect(tokenizer.beginOfTextToken == 1)
        #expect(tokenizer.endOfTextToken == 2)
        #expect(tokenizer.kind == .scoredBPE)
    }

    @Test("Special tokens are plain text unless they are allowed")
    func specialTokens() throws {
        let tokenizer = try load(Content(pieces: Self.pieces).bytes)
        #expect(!tokenizer.encode("<s>").contains(1))
        #expect(tokenizer.encode("<s>", allowingSpecialTokens: true) == [1])
    }

    @Test("Only as many tokens are read as the model has")
    func vocabularySize() throws {
        #expect(try load(Content(pieces: Self.pieces).bytes, vocabularySize: 262).vocabularySize == 262)
    }

    @Test("Files that are cut, forged or of another kind are refused")
    func errors() {
        let content = Content(pieces: Self.pieces)
        let bytes = content.bytes
        for length in stride(from: 0, to: bytes.count - 20, by: 41) {
            #expect(throws: TokenizerFileError.self) { try load(Array(bytes[..<length]), vocabularySize: 278) }
        }
        #expect(throws: TokenizerFileError.self) { try load(bytes, vocabularySize: 10_000) }
        #expect(throws: TokenizerFileError.self) { try load(Array("{\"version\": \"1.0\"}".utf8)) }
        var forged = bytes
        forged.replaceSubrange(8..<12, with: [0xFF, 0xFF, 0xFF, 0xFF])
        #expect(throws: TokenizerFileError.self) { try load(forged) }
        var repeated = content
        repeated.names[265] = repeated.names[266]
        #expect(throws: TokenizerFileError.self) { try load(repeated.bytes) }
        var undefined = content
        undefined.scores[270] = .nan
        #expect(throws: TokenizerFileError.self) { try load(undefined.bytes) }
        var other = content
        other.names[20] = Array("<0xZZ>".utf8)
        #expect(throws: TokenizerFileError.self) { try load(other.bytes) }
    }

    @Test("stories260K's vocabulary encodes as llama2.c does", .enabled(if: ReferenceData.has(Self.stories)))
    func stories260K() throws {
        let url = try #require(ReferenceData.url(Self.stories))
        let tokenizer = try Tokenizer(llama2cTokenizer: url, vocabularySize: 512)
        #expect(tokenizer.vocabularySize == 512)
        let content = Content(reading: try MappedFile(url).withBytes { Array($0) })
        let loaded = try reloaded(tokenizer)
        let golden = try #require(ReferenceData.url("models/stories260K/expected-greedy-200.txt"))
        let story = String(decoding: try Data(contentsOf: golden), as: UTF8.self)
        var random = RandomText(seed: 53)
        for text in [story, "Once upon a time", "", " ", "a", "<0x0A><s>"]
            + (0..<50).map({ _ in random.text(parts: 8) })
        where !text.unicodeScalars.contains("\u{2581}") {
            let tokens = tokenizer.encode(text)
            #expect(tokens == content.encode(text))
            #expect(loaded.encode(text) == tokens)
            #expect(tokenizer.decodeString(tokens).utf8.elementsEqual(text.utf8))
        }
    }

    static let stories = "models/stories260K/tokenizer.bin"
}
