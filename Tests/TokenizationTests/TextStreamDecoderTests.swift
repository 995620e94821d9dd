import Foundations
import Testing
import Tokenization

@Suite("Streaming of text")
struct TextStreamDecoderTests {
    private let text = "aé€😀\u{7FF}\u{800}\u{FFFF}\u{10000}\u{10FFFF}z\r\n한"

    @Test("Text split at any two places comes out whole, and only in whole characters")
    func everySplit() {
        let bytes = Array(text.utf8)
        for first in 0...bytes.count {
            for second in first...bytes.count {
                var decoder = TextStreamDecoder()
                var result = ""
                for part in [bytes[..<first], bytes[first..<second], bytes[second...]] {
                    let piece = decoder.append(part)
                    #expect(!piece.unicodeScalars.contains("\u{FFFD}"))
                    result += piece
                }
                #expect(!decoder.hasPendingBytes)
                #expect((result + decoder.finish()).utf8.elementsEqual(text.utf8))
            }
        }
    }

    @Test("Any bytes, split anyhow, give what decoding them at once gives")
    func invalidBytes() {
        var random = RandomText(seed: 31)
        let interesting: [UInt8] = [
            0x41, 0x80, 0xBF, 0xC0, 0xC2, 0xDF, 0xE0, 0xA0, 0xED, 0x9F, 0xEF, 0xF0, 0x90, 0xF4, 0x8F, 0xF5, 0xFF,
        ]
        for _ in 0..<5_000 {
            let bytes = (0..<random.next(below: 12)).map { _ in interesting[random.next(below: interesting.count)] }
            var decoder = TextStreamDecoder()
            var result = ""
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = random.next(below: 4)
                result += decoder.append(rest.prefix(count))
                rest = rest.dropFirst(count)
            }
            result += decoder.finish()
            #expect(result.utf8.elementsEqual(String(decoding: bytes, as: UTF8.self).utf8))
        }
    }

    @Test("A byte that cannot continue a character is replaced at once")
    func replacementIsImmediate() {
        var decoder = TextStreamDecoder()
        #expect(decoder.append([0xFF]) == "\u{FFFD}")
        #expect(decoder.append([0xE2, 0x82]).isEmpty)
        #expect(decoder.append([0x41]) == "\u{FFFD}A")
        #expect(decoder.append([0xED]).isEmpty)
        #expect(decoder.append([0xA0]) == "\u{FFFD}\u{FFFD}")
        #expect(decoder.append([0xF0, 0x9F]).isEmpty)
        #expect(decoder.hasPendingBytes)
        #expect(decoder.finish() == "\u{FFFD}")
        #expect(decoder.finish().isEmpty)
    }
}
