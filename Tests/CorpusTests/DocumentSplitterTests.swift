import Corpus
import Foundations
import Testing

@Suite("Cutting long texts")
struct DocumentSplitterTests {
    private func parts(_ text: String, _ maximum: Int) -> [String] {
        let bytes = Array(text.utf8)
        return bytes.withUnsafeBytes { DocumentSplitter(maximumByteCount: maximum).parts(of: $0) }
            .map { String(decoding: bytes[$0], as: UTF8.self) }
    }

    @Test("A text within the limit stays whole")
    func short() {
        #expect(parts("12345678", 8) == ["12345678"])
    }

    @Test("A text is cut after a blank line rather than after a line")
    func paragraphs() {
        #expect(parts("aaaa\nbb\n\nc\nd\nEEEEEEEE", 14) == ["aaaa\nbb\n\n", "c\nd\nEEEEEEEE"])
    }

    @Test("A blank line may have a carriage return")
    func carriageReturns() {
        #expect(parts("aaaa\r\nbb\r\n\r\nc\nEEEEEEEEEE", 15).first == "aaaa\r\nbb\r\n\r\n")
    }

    @Test("Without blank lines, a text is cut after a line")
    func lines() {
        #expect(parts("aaaaaaaa\nbbbbbbbb", 12) == ["aaaaaaaa\n", "bbbbbbbb"])
    }

    @Test("Without lines, a text is cut between characters")
    func characters() {
        let text = String(repeating: "月", count: 100)
        for maximum in [4, 5, 6, 7, 100] {
            let parts = parts(text, maximum)
            #expect(parts.joined() == text)
            #expect(parts.allSatisfy { $0.utf8.count <= maximum && $0.utf8.count % 3 == 0 && !$0.isEmpty })
        }
    }

    @Test("Any bytes are cut into parts within the limit, without gaps")
    func anyBytes() {
        var random = SplitMix64(seed: 5)
        for _ in 0..<300 {
            let count = random.next(below: 3000)
            let alphabet: [UInt8] = [0x0A, 0x0D, 0x20, 0x61, 0x80, 0xBF, 0xC3, 0xE2, 0xFF]
            let bytes = (0..<count).map { _ in alphabet[random.next(below: alphabet.count)] }
            let maximum = 1 + random.next(below: 500)
            let parts = bytes.withUnsafeBytes { DocumentSplitter(maximumByteCount: maximum).parts(of: $0) }
            #expect(parts.flatMap { Array(bytes[$0]) } == bytes)
            #expect(parts.allSatisfy { !$0.isEmpty && $0.count <= maximum })
        }
    }

    @Test("The check for UTF-8 agrees with the standard library")
    func check() {
        var random = SplitMix64(seed: 6)
        let interesting: [UInt8] = [
            0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xED, 0xEF, 0xF0,
            0xF1, 0xF4, 0xF5, 0xFF,
        ]
        var valid = 0
        var wrong: [[UInt8]] = []
        for _ in 0..<200_000 {
            let bytes = (0..<(1 + random.next(below: 5))).map { _ in interesting[random.next(below: interesting.count)]
            }
            let expected = String(validating: bytes, as: UTF8.self) != nil
            valid += expected ? 1 : 0
            let found = bytes.withUnsafeBytes { UTF8Check.firstInvalidByte(in: $0) == nil }
            if found != expected { wrong.append(bytes) }
        }
        #expect(wrong.isEmpty)
        #expect(valid > 1000)
    }
}
