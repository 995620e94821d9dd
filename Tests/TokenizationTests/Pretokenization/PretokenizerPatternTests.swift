import Testing
import Tokenization

@Suite("Split patterns")
struct PretokenizerPatternTests {
    static let scanned: [(name: String, pattern: PretokenizerPattern)] = [
        ("gpt4", .gpt4), ("cl100k", .cl100k), ("llama3", .llama3), ("qwen2", .qwen2), ("gpt2", .gpt2),
        ("o200k", .o200k),
        ("tekken", .tekken), ("words", .words), ("starcoder", .starcoder), ("falcon", .falcon),
    ]
    static let ggufNames = [
        "gpt-2", "llama-bpe", "qwen2", "qwen35", "starcoder", "falcon", "tekken", "gpt-4o", "default", "deepseek-coder",
        "deepseek-llm", "deepseek-v3", "bloom", "viking", "superbpe", "seed-coder",
    ]

    /// Characters of which PCRE2's version of Unicode says the same as the one that the scanners follow.
    static func isSettled(_ scalar: Unicode.Scalar) -> Bool {
        // U+0295 was a small letter before Unicode 15.1.
        guard scalar != "\u{295}", let age = scalar.properties.age else { return scalar != "\u{295}" }
        return age <= CompiledExpression.unicodeVersion
    }

    /// Random text without the characters on which versions of Unicode differ.
    static func text(_ random: inout RandomText) -> [UInt8] {
        var text = String.UnicodeScalarView()
        for scalar in random.text(parts: 12).unicodeScalars where isSettled(scalar) { text.append(scalar) }
        return Array(String(text).utf8)
    }

    private func expectSameCuts(_ name: String, _ pattern: PretokenizerPattern, seed: UInt64) throws {
        let reference = try PretokenizerPattern(compiling: pattern.expressions)
        var random = RandomText(seed: seed)
        for round in 0..<2_500 {
            var bytes = Self.text(&random)
            if round % 5 == 0 { bytes += random.bytes(count: random.next(below: 12)) }
            if round % 5 == 1 { bytes.removeLast(min(random.next(below: 4), bytes.count)) }
            if round % 5 == 2 {
                bytes = bytes.flatMap { random.next(below: 4) == 0 ? [UInt8(32 + random.next(below: 95)), $0] : [$0] }
            }
            let pieces = PretokenizerScannerTests.pretokens(bytes, pattern: pattern)
            let expected = PretokenizerScannerTests.pretokens(bytes, pattern: reference)
            #expect(pieces.flatMap { $0 } == bytes)
            guard pieces != expected else { continue }
            Issue.record(
                """
                \(name) cuts \(String(decoding: bytes, as: UTF8.self).debugDescription) into
                \(pieces.map { String(decoding: $0, as: UTF8.self) }), PCRE2 into
                \(expected.map { String(decoding: $0, as: UTF8.self) })
                """)
            return
        }
    }

    @Test(
        "Scanners cut random Unicode, random bytes and broken characters where PCRE2 cuts them",
        arguments: scanned.indices)
    func agreesWithPCRE2(index: Int) throws {
        let (name, pattern) = Self.scanned[index]
        #expect(pattern.isScanned)
        try expectSameCuts(name, pattern, seed: 100 + UInt64(index))
    }

    @Test("The patterns that GGUF files name are known, and their scanners agree with PCRE2", arguments: ggufNames)
    func ggufPatterns(name: String) throws {
        let pattern = try #require(PretokenizerPattern(ggufName: name))
        try expectSameCuts(name, pattern, seed: 200)
    }

    @Test("A name that no GGUF file has gives no pattern")
    func unknownGGUFName() {
        #expect(PretokenizerPattern(ggufName: "nonsense") == nil)
    }

    @Test("Patterns are recognised by their text, however it is spelled")
    func recognition() throws {
        let spellings = [
            #"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)"#,
            #"'(?:[sdmt]|ll|ve|re)| ?\p{L}++| ?\p{N}++| ?[^\s\p{L}\p{N}]++|\s++$|\s+(?!\S)|\s"#,
            #"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]++[\r\n]*|\s*[\r\n]|\s+(?!\S)|\s+"#,
            PretokenizerPattern.cl100k.regularExpression, PretokenizerPattern.o200k.regularExpression,
            PretokenizerPattern.words.regularExpression, PretokenizerPattern.llama3.regularExpression,
            PretokenizerPattern.tekken.regularExpression,
        ]
        for spelling in spellings { #expect(try PretokenizerPattern(spelling).isScanned, "\(spelling)") }
        var random = RandomText(seed: 7)
        for spelling in spellings {
            let pattern = try PretokenizerPattern(spelling)
            let reference = try PretokenizerPattern(compiling: [spelling])
            for _ in 0..<500 {
                let bytes = Self.text(&random)
                #expect(
                    PretokenizerScannerTests.pretokens(bytes, pattern: pattern)
                        == PretokenizerScannerTests.pretokens(bytes, pattern: reference))
            }
        }
    }

    @Test(
        "A pattern that differs in a detail is not taken for a known one",
        arguments: [
            #"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"#,
            #"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}+|\p{N}{1,4}| ?[^\s\p{L}\p{N}]++[\r\n]*|\s*[\r\n]|\s+(?!\S)|\s+"#,
            #"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s++(?!\S)|\s+"#,
            #"\p{L}+"#, "",
        ])
    func similarPatterns(expression: String) throws {
        #expect(try !PretokenizerPattern(expression).isScanned)
    }

    @Test("Steps cut one after the other, and what lies between matches is a piece")
    func steps() throws {
        let pattern = try PretokenizerPattern(sequence: ["[0-9]+", "b"])
        let pieces = PretokenizerScannerTests.pretokens(Array("abc12bb3".utf8), pattern: pattern)
        #expect(pieces.map { String(decoding: $0, as: UTF8.self) } == ["a", "b", "c", "12", "b", "b", "3"])
        let whole = try PretokenizerPattern(sequence: [])
        #expect(PretokenizerScannerTests.pretokens([1, 2, 255], pattern: whole) == [[1, 2, 255]])
    }

    @Test("Empty matches cut where they stand, and lose nothing")
    func emptyMatches() throws {
        let pattern = try PretokenizerPattern(sequence: [#"\d+"#, #"(?=(\d{3})+(?!\d))"#])
        let pieces = PretokenizerScannerTests.pretokens(Array("a1234567 89".utf8), pattern: pattern)
        #expect(pieces.map { String(decoding: $0, as: UTF8.self) } == ["a", "1", "234", "567", " ", "89"])
    }
}
