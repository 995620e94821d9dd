import Foundations
import TestSupport
import Testing
import Tokenization

@Suite("Characters: what Hugging Face tokenizers takes them for")
struct CharacterTests {
    /// Made by `Tests/clients/tokenizer_characters.py`.
    static let fixture: JSONValue = {
        do { return try JSONValue(contentsOf: Fixture.url("tokenizers/characters.json")) } catch {
            preconditionFailure("\(error)")
        }
    }()

    @Test(
        "Every character has the same properties",
        arguments: [
            ("space", CharacterProperties.space), ("number", .number), ("punctuation", .punctuation), ("word", .word),
            ("mark", .mark), ("nonspacingMark", .nonspacingMark),
        ])
    func properties(name: String, property: CharacterProperties) throws {
        let members = try Self.members(name)
        let differing = (UInt32(1)..<0x110000).filter {
            Unicode.Scalar($0) != nil && CharacterProperties.of($0).contains(property) != members.contains($0)
        }
        #expect(differing.isEmpty, "\(differing.prefix(9).map { String($0, radix: 16) })")
    }

    @Test("Every control character is known, and cleaned away")
    func controls() throws {
        let removed = try Self.members("removed").subtracting([0xFFFD])
        let controls = (UInt32(1)..<0x110000).filter { CharacterProperties.of($0).contains(.control) }
        #expect(Set(controls).subtracting([0x09, 0x0A, 0x0D]) == removed)
    }

    @Test("Every character is normalized the same")
    func blocks() throws {
        let blocks = try #require(Self.fixture["blocks"])
        for (name, normalizer) in Self.normalizers {
            let expected = try #require(blocks[name]?.object)
            for block in UInt32(0)..<0x1100 {
                let characters = (max(block * 256, 1)..<(block * 256 + 256)).compactMap { Unicode.Scalar($0) }
                let outputs = characters.map { Self.normalize(Array(String($0).utf8), normalizer) }
                let key = String(block * 256, radix: 16, uppercase: true)
                if let sum = expected[key]?.int {
                    #expect(Self.checksum(outputs) == sum, "\(name), block \(key)")
                } else {
                    #expect(outputs == characters.map { Array(String($0).utf8) }, "\(name), block \(key)")
                }
            }
        }
    }

    @Test("Sequences of marks, letters and Hangul are normalized the same")
    func sequences() throws {
        let sequences = try #require(Self.fixture["sequences"]?.array)
        #expect(sequences.count == 200)
        for sequence in sequences {
            let text = try #require(sequence[0]?.string)
            for (index, (name, normalizer)) in Self.normalizers.enumerated() {
                let expected = try #require(sequence[index + 1]?.string)
                #expect(Self.normalize(Array(text.utf8), normalizer) == Array(expected.utf8), "\(name) of \(text)")
            }
        }
    }

    @Test("Bytes that are not UTF-8 pass, and separate what stands on their sides")
    func invalidBytes() {
        var random = RandomText(seed: 12)
        for _ in 0..<300 {
            let bytes = random.bytes(count: 40).map { $0 < 0x80 ? $0 : $0 | 0x80 }
            for (_, normalizer) in Self.normalizers { _ = Self.normalize(bytes, normalizer) }
        }
        #expect(Self.normalize([0x65, 0xFF, 0xCC, 0x81], UnicodeNormalizer(.nfc)) == [0x65, 0xFF, 0xCC, 0x81])
        #expect(Self.normalize([0xFF, 0x65, 0xCC, 0x81, 0xC3], UnicodeNormalizer(.nfc)) == [0xFF, 0xC3, 0xA9, 0xC3])
    }

    private static let normalizers: [(name: String, normalizer: any Normalizer)] = [
        ("nfc", UnicodeNormalizer(.nfc)), ("nfd", UnicodeNormalizer(.nfd)), ("nfkc", UnicodeNormalizer(.nfkc)),
        ("nfkd", UnicodeNormalizer(.nfkd)), ("bert", BertNormalizer()), ("lowercase", LowercaseNormalizer()),
    ]

    private static func members(_ name: String) throws -> Set<UInt32> {
        let ranges = try #require(fixture["sets"]?[name]?.array).compactMap(\.int)
        var members: Set<UInt32> = []
        for index in stride(from: 0, to: ranges.count, by: 2) {
            for value in ranges[index]...ranges[index + 1] { members.insert(UInt32(value)) }
        }
        return members
    }

    private static func normalize(_ text: [UInt8], _ normalizer: any Normalizer) -> [UInt8] {
        var result: [UInt8] = []
        text.withUnsafeBufferPointer { normalizer.normalize($0, into: &result) }
        return result
    }

    /// FNV-1a, 32 bits, with line feeds between the texts.
    private static func checksum(_ texts: [[UInt8]]) -> Int {
        var sum: UInt32 = 0x811C_9DC5
        for byte in texts.joined(separator: [0x0A]) { sum = (sum ^ UInt32(byte)) &* 0x0100_0193 }
        return Int(sum)
    }
}
