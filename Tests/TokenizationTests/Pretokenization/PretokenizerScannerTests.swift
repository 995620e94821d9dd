import Foundations
import Testing
import Tokenization

@Suite("Pretokenizer")
struct PretokenizerScannerTests {
    static func pretokens(_ bytes: [UInt8], pattern: PretokenizerPattern = .gpt4) -> [[UInt8]] {
        bytes.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return [] }
            var scanner = PretokenizerScanner(base, count: bytes.count, pattern: pattern)
            var result: [[UInt8]] = []
            while let range = scanner.next() { result.append(Array(bytes[range])) }
            return result
        }
    }

    private func pretokens(_ text: String) -> [String] {
        Self.pretokens(Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test(
        "Text is cut where the pattern of GPT-4 cuts it",
        arguments: [
            ("Hello world", ["Hello", " world"]),
            ("I'm HE'LL we've 'tis", ["I", "'m", " HE", "'LL", " we", "'ve", " '", "tis"]),
            ("'\u{17F}x 'lx", ["'\u{17F}", "x", " '", "lx"]),
            ("1234567 x2", ["123", "456", "7", " x", "2"]),
            ("a  b   ", ["a", " ", " b", "   "]),
            ("a \n\n  b", ["a", " \n\n", " ", " b"]),
            ("what?!\r\n\r\nno", ["what", "?!\r\n\r\n", "no"]),
            ("x\u{A0}y \u{A0}!", ["x", "\u{A0}y", " ", "\u{A0}", "!"]),
            ("e\u{301}a", ["e", "\u{301}a"]),
            ("", []),
        ])
    func knownCuts(text: String, expected: [String]) {
        #expect(pretokens(text) == expected)
    }

    @Test(
        "With words apart, a word is cut off wherever it stands, and signs stay together over single spaces",
        arguments: [
            ("Hello world", ["Hello", " ", "world"]),
            ("say \"x\", 12345", ["say", " ", "\"", "x", "\",", " ", "12", "34", "5"]),
            ("{\"a\": \"b\"}", ["{\"", "a", "\": \"", "b", "\"}"]),
            ("a  = b\n\n\tc", ["a", "  ", "=", " ", "b", "\n", "\n", "\t", "c"]),
            ("a -  -", ["a", " ", "-", "  ", "-"]),
            ("x/\u{E9}t\u{E9}_1.txt", ["x", "/", "\u{E9}t\u{E9}", "_", "1", ".", "txt"]),
            ("", []),
        ])
    func wordsApart(text: String, expected: [String]) {
        let pieces = Self.pretokens(Array(text.utf8), pattern: .words)
        #expect(pieces.map { String(decoding: $0, as: UTF8.self) } == expected)
    }

    @Test("With words apart, any bytes are cut and none is lost, and cutting a word's own bytes changes nothing")
    func wordsOfAnyBytes() {
        var random = RandomText(seed: 13)
        for round in 0..<3_000 {
            let bytes = round % 2 == 0 ? random.bytes(count: random.next(below: 40)) : Array(random.text(parts: 9).utf8)
            let pieces = Self.pretokens(bytes, pattern: .words)
            #expect(pieces.flatMap { $0 } == bytes)
            for piece in pieces { #expect(Self.pretokens(piece, pattern: .words) == [piece]) }
        }
    }

    @Test("Random Unicode is cut as the alternatives of the pattern, tried one by one, cut it")
    func agreesWithReferenceOnText() {
        var random = RandomText(seed: 11)
        for _ in 0..<3_000 {
            let bytes = Array(random.text(parts: 12).utf8)
            #expect(Self.pretokens(bytes).map(\.count) == ReferencePretokenizer(bytes).lengths())
        }
    }

    @Test("Random bytes are cut as if each byte that is no UTF-8 were a sign, and none is lost")
    func agreesWithReferenceOnBytes() {
        var random = RandomText(seed: 12)
        for round in 0..<3_000 {
            var bytes = random.bytes(count: random.next(below: 40))
            if round % 2 == 0 { bytes += Array(random.text(parts: 4).utf8).dropLast(random.next(below: 3)) }
            let pretokens = Self.pretokens(bytes)
            #expect(pretokens.map(\.count) == ReferencePretokenizer(bytes).lengths())
            #expect(pretokens.flatMap { $0 } == bytes)
        }
    }

    @Test("The table of classes agrees with the properties of every character")
    func classTable() {
        var differing: [UInt32] = []
        for value in UInt32(0)..<0x110000 {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let table: UInt8
            if value < 128 {
                table = CharacterClassTable.bytes[Int(value)]
            } else {
                table = CharacterClassTable.characterClass(of: value).rawValue
            }
            if table != CharacterClassTable.classify(scalar).rawValue { differing.append(value) }
        }
        #expect(differing.isEmpty)
    }

    @Test("Characters that Unicode gained after version 16 are signs, whatever the runtime knows")
    func unicodeVersion() {
        // U+323B0 became a letter in Unicode 17, U+31350 in 15.
        #expect(Unicode.Scalar(0x323B0 as UInt32).map(CharacterClassTable.classify) == [])
        #expect(Unicode.Scalar(0x31350 as UInt32).map(CharacterClassTable.classify) == .caseless)
    }
}
