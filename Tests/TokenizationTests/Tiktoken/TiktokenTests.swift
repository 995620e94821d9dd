import Foundation
import TestSupport
import Testing
import Tokenization

@Suite("Rank files of tiktoken")
struct TiktokenTests {
    /// A rank file over the 256 bytes, in an order of their own, and the tokens of some words.
    static func file(_ words: [String]) -> (lines: [String], tokens: [[UInt8]]) {
        var tokens = (0..<256).map { [UInt8(truncatingIfNeeded: $0 * 7 + 3)] }
        tokens += words.map { Array($0.utf8) }
        let lines = tokens.enumerated().map { "\(Data($1).base64EncodedString()) \($0)" }
        return (lines, tokens)
    }

    static func tokenizer(_ lines: [String], pattern: PretokenizerPattern = .cl100k) throws -> Tokenizer {
        let encoding = TiktokenEncoding(
            name: "test", pattern: pattern, specialTokens: [SpecialToken(text: "<|endoftext|>", id: 600)])
        return try Tokenizer(
            tiktokenRanks: Array((lines.joined(separator: "\n") + "\n").utf8), source: "test.tiktoken",
            encoding: encoding)
    }

    /// tiktoken's way: a piece that is a token is that token; otherwise the neighbours whose bytes together have the lowest
    /// rank merge, the leftmost first.
    static func reference(_ piece: [UInt8], _ tokens: [[UInt8]]) -> [Int32] {
        let ranks = Dictionary(uniqueKeysWithValues: tokens.enumerated().map { ($1, $0) })
        if let rank = ranks[piece] { return [Int32(rank)] }
        var parts = piece.map { [$0] }
        while true {
            var best: (rank: Int, place: Int)?
            for place in 0..<max(parts.count - 1, 0) {
                guard let rank = ranks[parts[place] + parts[place + 1]] else { continue }
                if rank < best?.rank ?? Int.max { best = (rank, place) }
            }
            guard let best else { break }
            parts[best.place] += parts.remove(at: best.place + 1)
        }
        return parts.compactMap { ranks[$0].map { Int32($0) } }
    }

    @Test("Pieces merge by the rank of their bytes together, and whole tokens need no merges", arguments: 1...8)
    func agreesWithReference(seed: Int) throws {
        var random = RandomText(seed: UInt64(seed))
        var words: Set<String> = ["abcabcabcabcabcabcabc"]
        while words.count < 200 {
            words.insert(
                String(random.words(count: 1, alphabet: 3, longest: 5).prefix(6)) + (words.count % 3 == 0 ? "" : "a"))
        }
        let list = words.filter { $0.utf8.count > 1 }.sorted().shuffled(&random)
        let (lines, tokens) = Self.file(list)
        let tokenizer = try Self.tokenizer(lines)
        for _ in 0..<60 {
            let text =
                random.words(count: 20, alphabet: 3, longest: 24) + " abcabcabcabcabcabcabc" + random.text(parts: 3)
            let bytes = Array(text.utf8)
            let pieces = PretokenizerScannerTests.pretokens(bytes, pattern: .cl100k)
            let ids = tokenizer.encode(bytes: bytes)
            #expect(ids == pieces.flatMap { Self.reference($0, tokens) })
            #expect(tokenizer.decode(ids) == bytes)
            // A second time, when every piece is remembered.
            #expect(tokenizer.encode(bytes: bytes) == ids)
        }
    }

    @Test("Any bytes come back, and special tokens are found only where they are allowed")
    func roundTrip() throws {
        let tokenizer = try Self.tokenizer(Self.file(["ab", "abc", "en", "end"]).lines)
        var random = RandomText(seed: 5)
        for _ in 0..<200 {
            let bytes = random.bytes(count: random.next(below: 200))
            #expect(tokenizer.decode(tokenizer.encode(bytes: bytes)) == bytes)
        }
        #expect(tokenizer.encode("a<|endoftext|>", allowingSpecialTokens: true).last == 600)
        #expect(!tokenizer.encode("a<|endoftext|>").contains(600))
        #expect(tokenizer.vocabularySize == 601)
        #expect(tokenizer.bytes(of: 500).isEmpty)
    }

    @Test("A piece of a million bytes is merged in n log n steps")
    func longPiece() throws {
        let tokenizer = try Self.tokenizer(Self.file(["aa", "aaa", "aaaa", "aaaaaaaa"]).lines)
        let bytes = [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000)
        let ids = tokenizer.encode(bytes: bytes)
        #expect(tokenizer.decode(ids) == bytes)
        // Quadratic merging would need 10^11 steps.
        #expect(ids.count <= 250_000)
    }

    @Test("A wrong line is named")
    func errors() throws {
        let (lines, _) = Self.file(["ab"])
        func fault(_ lines: [String]) -> TokenizerFileError? {
            #expect(throws: TokenizerFileError.self) { try Self.tokenizer(lines) }
        }
        #expect(fault(lines + ["YWJj"])?.location == "line 258")
        #expect(fault(lines + ["YW_j 300"])?.detail.contains("no base64") == true)
        #expect(fault(lines + ["YWJ 300"])?.detail.contains("no base64") == true)
        #expect(fault(lines + ["YWJj x"])?.detail.contains("no rank") == true)
        #expect(fault(lines + ["YWJj -1"])?.detail.contains("no rank") == true)
        #expect(fault(lines + ["YWJj 2147483646"])?.detail.contains("too large") == true)
        #expect(fault(lines + ["YWI= 300"])?.detail.contains("line 257 again") == true)
        #expect(fault(lines + ["YWJj 256"])?.detail.contains("rank 256 of line 257 again") == true)
        #expect(fault(Array(lines.dropFirst()))?.detail.contains("no token for the byte 3") == true)
        #expect(fault([])?.detail.contains("no token for the byte 0") == true)
        #expect(
            fault(lines + (257...700).map { "\(Data("x\($0)".utf8).base64EncodedString()) \($0)" })?.location
                == "the special tokens")
        let unnamed = #expect(throws: TokenizerFileError.self) {
            try Tokenizer(tiktoken: URL(filePath: "/nowhere/my.tiktoken"))
        }
        #expect(unnamed?.description.contains("cl100k_base") == true)
    }

    @Test("GPT-2's two files give the tokenizer of its rank file, and a wrong merge is named")
    func gpt2Files() throws {
        let folder = try TemporaryDirectory()
        let vocabulary = folder.file("vocab.json"), merges = folder.file("merges.txt")
        var names = (UInt8.min...UInt8.max).map { "\(ByteAlphabet.text(of: [$0]))" }
        names += ["ab", "Ġab", "<|endoftext|>"]
        let data = try JSONEncoder().encode(
            Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) }))
        try data.write(to: vocabulary)
        try "#version: 0.2\na b\nĠ ab\n".write(to: merges, atomically: true, encoding: .utf8)
        let tokenizer = try Tokenizer(vocabulary: vocabulary, merges: merges)
        #expect(tokenizer.encode("ab abc") == [256, 257, 99])
        #expect(tokenizer.specialToken("<|endoftext|>") == 258)
        for (text, location) in [("a b\nb c", "line 2"), ("#version: 0.2\na b\na  b", "line 3"), ("é b", "line 1")] {
            try text.write(to: merges, atomically: true, encoding: .utf8)
            let error = #expect(throws: TokenizerFileError.self) {
                try Tokenizer(vocabulary: vocabulary, merges: merges)
            }
            #expect(error?.location == location)
        }
    }

    @Test(
        "The published rank files agree with GPT-2's two files, and give tiktoken's ids",
        .enabled(if: ReferenceData.has("tokenizers/tiktoken/r50k_base.tiktoken")))
    func published() throws {
        let folder = try #require(ReferenceData.url("tokenizers/tiktoken"))
        let ranks = try Tokenizer(tiktoken: folder.appending(path: "r50k_base.tiktoken"))
        let files = try Tokenizer(
            vocabulary: folder.appending(path: "encoder.json"), merges: folder.appending(path: "vocab.bpe"))
        var random = RandomText(seed: 9)
        for round in 0..<300 {
            let bytes = round % 3 == 0 ? random.bytes(count: 50) : Array(random.text(parts: 20).utf8)
            #expect(ranks.encode(bytes: bytes) == files.encode(bytes: bytes))
            #expect(ranks.decode(ranks.encode(bytes: bytes)) == bytes)
        }
        // As tiktoken 0.14 gives them; Benchmarks/peers/tiktoken_parity.py compares far more.
        #expect(ranks.encode("hello world") == [31373, 995])
        let cl100k = try Tokenizer(tiktoken: folder.appending(path: "cl100k_base.tiktoken"))
        #expect(cl100k.encode("hello world") == [15339, 1917])
        #expect(cl100k.encode("<|fim_prefix|>", allowingSpecialTokens: true) == [100258])
    }
}

extension [String] {
    fileprivate func shuffled(_ random: inout RandomText) -> [String] {
        var result = self
        for index in result.indices.dropFirst().reversed() { result.swapAt(index, random.next(below: index + 1)) }
        return result
    }
}
