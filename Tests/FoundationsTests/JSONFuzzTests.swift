import Foundations
import TestSupport
import Testing

@Suite("JSON under random damage")
struct JSONFuzzTests {
    @Test("Damaged documents are read or refused, and what is read reads back", arguments: 0..<8)
    func mutations(seed: UInt64) {
        var random = RandomJSON(seed: seed)
        let alphabet = Array("{}[]\",:\\u0123456789abcdefE+-. \n\t".utf8) + [0x00, 0x1F, 0x80, 0xC3, 0xED, 0xF0, 0xFF]
        for _ in 0..<500 {
            var bytes = random.value(depth: 4).serializedBytes(pretty: random.generator.next() & 1 == 0)
            for _ in 0...random.generator.next(below: 4) {
                guard !bytes.isEmpty else { break }
                let place = random.generator.next(below: bytes.count)
                switch random.generator.next(below: 5) {
                case 0: bytes[place] = alphabet[random.generator.next(below: alphabet.count)]
                case 1: bytes.insert(alphabet[random.generator.next(below: alphabet.count)], at: place)
                case 2: bytes.remove(at: place)
                case 3: bytes.removeLast(bytes.count - place)
                default: bytes[place] ^= 1 << UInt8(random.generator.next(below: 8))
                }
            }
            check(bytes)
        }
    }

    @Test("Random bytes are read or refused", arguments: 0..<4)
    func noise(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let alphabet = Array("{}[]\",:\\u01e.-tfn ".utf8)
        for _ in 0..<2000 {
            check((0..<generator.next(below: 24)).map { _ in alphabet[generator.next(below: alphabet.count)] })
        }
    }

    private func check(_ bytes: [UInt8]) {
        do {
            let value = try JSONValue(parsing: bytes, source: "fuzz")
            let again = try JSONValue(parsing: value.serialized(), source: "fuzz")
            #expect(again == value)
            #expect(String(validating: bytes, as: UTF8.self) != nil)
        } catch {
            #expect((0...bytes.count).contains(error.byteOffset))
            #expect(error.line >= 1 && error.column >= 1)
        }
    }
}
