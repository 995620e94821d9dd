import Testing
import Tokenization

@Suite("Kernels that cut ASCII text")
struct PieceKernelTests {
    private static let signs = Array(" \t\n\r'!?./,-_(){}[]\"#@\u{0B}\u{0C}\u{1C}\u{7F}".utf8)
    private static let words = [
        "the", "The", "HTML", "HTMLParser", "camelCase", "don't", "I'M", "we'Ll", "x's", "'ve", "12345", "3.14", " a",
        "  b",
        "\r\n\r\n", " \n\n", "//", "?!\n/", "internationalization", "\u{17F}", "'\u{17F}", "é", "\u{A0}", "１２", "٣",
        "a\u{301}", "!é",
    ]

    /// ASCII of all kinds, with a character now and then that is not.
    static func text(_ random: inout RandomText, parts: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        for _ in 0..<parts {
            switch random.next(below: 6) {
            case 0: bytes.append(signs[random.next(below: signs.count)])
            case 1: bytes.append(UInt8(random.next(below: 128)))
            case 2: bytes += Array(words[random.next(below: words.count)].utf8)
            case 3: for _ in 0...random.next(below: 20) { bytes.append(UInt8(97 + random.next(below: 26))) }
            case 4: bytes.append(0x20)
            default: for _ in 0...random.next(below: 4) { bytes.append(signs[random.next(below: 8)]) }
            }
        }
        return bytes
    }

    @Test(
        "Pretokens counted by the kernels are those that the scanners cut",
        arguments: PretokenizerPatternTests.scanned.indices)
    func counts(index: Int) throws {
        let pattern = PretokenizerPatternTests.scanned[index].pattern
        var random = RandomText(seed: 300 + UInt64(index))
        for _ in 0..<400 {
            let bytes = Self.text(&random, parts: 60)
            var expected: [[UInt8]: Int64] = [:]
            for piece in PretokenizerScannerTests.pretokens(bytes, pattern: pattern) {
                expected[piece, default: 0] += 1
            }
            var counts = PretokenCounts()
            bytes.withUnsafeBytes { counts.add($0, pattern: pattern) }
            #expect(counts.all() == expected, "\(String(decoding: bytes, as: UTF8.self).debugDescription)")
        }
    }

    @Test(
        "Parts that end at borders have the pretokens of the whole", arguments: PretokenizerPatternTests.scanned.indices
    )
    func borders(index: Int) throws {
        let pattern = PretokenizerPatternTests.scanned[index].pattern
        #expect(pattern.hasBorders)
        var random = RandomText(seed: 400 + UInt64(index))
        for round in 0..<400 {
            let bytes = round % 2 == 0 ? Self.text(&random, parts: 40) : Array(random.text(parts: 30).utf8)
            let whole = PretokenizerScannerTests.pretokens(bytes, pattern: pattern)
            var parts: [[UInt8]] = []
            var start = 0
            while start < bytes.count {
                let wanted = min(bytes.count, start + 1 + random.next(below: 60))
                let border = bytes.withUnsafeBytes { TextBorders.last(in: $0, start, wanted) } ?? bytes.count
                parts += PretokenizerScannerTests.pretokens(Array(bytes[start..<border]), pattern: pattern)
                start = border
            }
            #expect(parts == whole, "\(String(decoding: bytes, as: UTF8.self).debugDescription)")
        }
    }
}
