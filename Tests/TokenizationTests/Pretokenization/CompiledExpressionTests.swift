import Testing
import Tokenization

@Suite("Regular expressions by PCRE2")
struct CompiledExpressionTests {
    private func matches(_ expression: String, _ text: String) throws -> [String] {
        let compiled = try CompiledExpression(expression)
        var result: [String] = []
        let bytes = Array(text.utf8)
        bytes.withUnsafeBufferPointer { bytes in
            compiled.forEachMatch(in: bytes) { result.append(String(decoding: bytes[$0], as: UTF8.self)) }
        }
        return result
    }

    @Test("An expression that cannot be compiled is refused with the engine's message and the place in the original")
    func errors() {
        let error = #expect(throws: PretokenizerPatternError.self) { try PretokenizerPattern(#"\s+(\p{L}"#) }
        #expect(error?.offset == 9)
        #expect(error?.detail.contains("missing closing parenthesis") == true)
        let unknown = #expect(throws: PretokenizerPatternError.self) { try PretokenizerPattern(#"\p{Nonsense}"#) }
        #expect(unknown?.detail.contains("unknown property") == true)
        #expect(throws: PretokenizerPatternError.self) { try PretokenizerPattern("[a") }
        #expect(throws: PretokenizerPatternError.self) { try PretokenizerPattern("[a&&[b]") }
        #expect(throws: PretokenizerPatternError.self) { try PretokenizerPattern("\\") }
    }

    @Test("White space is that of Unicode, inside classes and outside")
    func whitespace() throws {
        var found: [UInt32] = []
        let (inside, outside) = (try CompiledExpression(#"[a\s]"#), try CompiledExpression(#"\s"#))
        for value in UInt32(0x80)..<0x3100 {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let bytes = Array(String(scalar).utf8)
            var counts = (0, 0)
            bytes.withUnsafeBufferPointer { bytes in
                inside.forEachMatch(in: bytes) { _ in counts.0 += 1 }
                outside.forEachMatch(in: bytes) { _ in counts.1 += 1 }
            }
            #expect(counts.0 == counts.1)
            if counts.1 > 0 { found.append(value) }
            #expect((counts.1 > 0) == scalar.properties.isWhitespace)
        }
        #expect(found.contains(0x85) && !found.contains(0x180E))
    }

    @Test("What classes share, and classes inside classes, are understood as Oniguruma and Rust do")
    func classSets() throws {
        #expect(try matches(#"[\p{L}&&[^\p{Han}]]+"#, "ab中c") == ["ab", "c"])
        #expect(try matches(#"[\p{L}\p{M}&&[^\p{Han}a]]+"#, "xa中yz") == ["x", "yz"])
        #expect(try matches("[a[0-9]]+", "a1b2") == ["a1", "2"])
        #expect(try matches("[^a[0-9]]+", "a1bc2d") == ["bc", "d"])
        #expect(try matches("[^a&&[ab]]+", "abab") == ["b", "b"])
        #expect(try matches("[]a]+", "a]b") == ["a]"])
        #expect(try matches(#"[\]&]+"#, "&]b") == ["&]"])
        #expect(try matches("[[:alpha:]]+", "ab1") == ["ab"])
    }

    @Test("A pattern that backtracks without end stops, and the rest of the text is one piece")
    func catastrophe() throws {
        let pattern = try PretokenizerPattern("(?:a+)+b|c")
        let bytes = Array(("c" + String(repeating: "a", count: 60) + "c").utf8)
        let pieces = PretokenizerScannerTests.pretokens(bytes, pattern: pattern)
        #expect(pieces.flatMap { $0 } == bytes)
        #expect(pieces.count == 2)
    }

    @Test("Many threads search with one expression at once, each its own text")
    func threads() async throws {
        let pattern = try PretokenizerPattern(#"[a-z]+|\d"#)
        let expected = PretokenizerScannerTests.pretokens(Array("ab12 cd".utf8), pattern: pattern)
        await withTaskGroup(of: [[UInt8]].self) { group in
            for _ in 0..<50 {
                group.addTask { PretokenizerScannerTests.pretokens(Array("ab12 cd".utf8), pattern: pattern) }
            }
            for await pieces in group { #expect(pieces == expected) }
        }
    }

    @Test("A long run of one kind of character stays within the limit")
    func longRuns() throws {
        for pattern in [PretokenizerPattern.gpt4, .o200k, .gpt2] {
            let reference = try PretokenizerPattern(compiling: pattern.expressions)
            for byte in [" ", "a", "A", "\n", "!", "1"] {
                let bytes = Array((String(repeating: byte, count: 300_000) + "x").utf8)
                #expect(
                    PretokenizerScannerTests.pretokens(bytes, pattern: reference).map(\.count)
                        == PretokenizerScannerTests.pretokens(bytes, pattern: pattern).map(\.count))
            }
        }
    }

    @Test("Long texts that are no UTF-8 are cut in one pass")
    func longInvalidText() throws {
        let pattern = try PretokenizerPattern(#"[a-z]+|[^a-z]"#)
        let bytes = [UInt8](repeating: 0xFF, count: 200_000)
        #expect(PretokenizerScannerTests.pretokens(bytes, pattern: pattern).count == bytes.count)
    }
}
