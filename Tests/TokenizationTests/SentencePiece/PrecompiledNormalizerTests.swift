import Testing

import Tokenization

@Suite("Precompiled maps of characters")
struct PrecompiledNormalizerTests {
    private static let rules = [
        (from: "\t", to: " "), (from: "\n", to: " "), (from: "\r", to: " "), (from: "ﬁ", to: "fi"),
        (from: "e\u{301}", to: "é"), (from: "e\u{301}\u{323}", to: "ẹ́"), (from: "Ａ", to: "A"),
        (from: "\u{200B}", to: ""),
        (from: "①", to: "1"), (from: "ab", to: "x"),
    ]

    private static func map(_ bytes: [UInt8]) throws -> PrecompiledCharacterMap {
        try PrecompiledCharacterMap(bytes, file: "t.model", location: "normalizer_spec")
    }

    private static func normalize(_ text: String) throws -> String {
        let normalizer = PrecompiledNormalizer(try map(CharacterMapBuilder.bytes(rules)))
        var result: [UInt8] = []
        Array(text.utf8).withUnsafeBufferPointer { normalizer.normalize($0, into: &result) }
        return String(decoding: result, as: UTF8.self)
    }

    @Test("Characters become their replacements, by clusters as Hugging Face tokenizers does it")
    func replaces() throws {
        #expect(try Self.normalize("ﬁn Ａ①\tz") == "fin A1 z")
        #expect(try Self.normalize("").isEmpty)
        #expect(try Self.normalize("cafe\u{301} e") == "café e")
        // A line end of two characters is one cluster: the rule of its first character replaces it whole.
        #expect(try Self.normalize("a\r\nb\n\nc") == "a b  c")
        // The shortest sequence replaces the whole cluster of at most five bytes.
        #expect(try Self.normalize("e\u{301}\u{323}").unicodeScalars.elementsEqual("é".unicodeScalars))
        // Sequences of several clusters are never found.
        #expect(try Self.normalize("abab") == "abab")
        #expect(try Self.normalize("x\u{200B}y") == "xy")
        #expect(try Self.normalize("日本①語🦅") == "日本1語🦅")
    }

    @Test("Prefixes of a text are found from the shortest to the longest")
    func prefixes() throws {
        let map = try Self.map(CharacterMapBuilder.bytes(Self.rules))
        Array("e\u{301}\u{323}x".utf8).withUnsafeBufferPointer { text in
            #expect(map.longestPrefix(text)?.length == 5)
            #expect(map.longestPrefix(text).map { Array($0.bytes) } == Array("ẹ́".utf8))
            #expect(map.shortestPrefix(text).map { Array($0) } == Array("é".utf8))
        }
        Array("xyz".utf8).withUnsafeBufferPointer { #expect(map.longestPrefix($0) == nil) }
        #expect(!map.isPlain(0x09) && !map.isPlain(UInt8(ascii: "a")) && map.isPlain(UInt8(ascii: "e")))
    }

    @Test("Maps that are cut, forged or random are refused or harmless")
    func hostileMaps() throws {
        let good = CharacterMapBuilder.bytes(Self.rules)
        for length in [0, 3, 4, 5, 100, 1000] {
            #expect(throws: TokenizerFileError.self) { try Self.map(Array(good[..<length])) }
        }
        #expect(throws: TokenizerFileError.self) {
            try Self.map(CharacterMapBuilder.bytes([(from: "a", to: String(repeating: "b", count: 2000))]))
        }
        var random = RandomText(seed: 71)
        let text = Array(random.text(parts: 20).utf8)
        for _ in 0..<300 {
            var bytes = good
            for _ in 0..<(1 + random.next(below: 40)) {
                bytes[random.next(below: bytes.count)] = UInt8(random.next(below: 256))
            }
            guard let map = try? Self.map(bytes) else { continue }
            var result: [UInt8] = []
            text.withUnsafeBufferPointer { PrecompiledNormalizer(map).normalize($0, into: &result) }
            for start in text.indices {
                text[start...].withUnsafeBufferPointer { #expect((map.longestPrefix($0)?.length ?? 0) <= 256) }
            }
        }
        // A trie whose every unit leads back to itself.
        let loop = [UInt8]([0, 4, 0, 0]) + (0..<256).flatMap { [UInt8($0), 1, 0, 0] } + [0x78, 0]
        if let map = try? Self.map(loop) {
            [UInt8](repeating: 7, count: 100_000).withUnsafeBufferPointer {
                #expect((map.longestPrefix($0)?.length ?? 0) <= 256)
            }
        }
    }
}
