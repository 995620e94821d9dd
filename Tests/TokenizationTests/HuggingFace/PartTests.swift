import Foundations
import Testing
import Tokenization

@Suite("tokenizer.json: each part by itself, beside Hugging Face tokenizers")
struct PartTests {
    @Test(
        "Normalizers rewrite every text the same",
        arguments: 0..<(TokenizerFixture.parts["normalizers"]?.array?.count ?? 0))
    func normalizers(index: Int) throws {
        let part = try #require(TokenizerFixture.parts["normalizers"]?[index])
        let normalizer = try NormalizerReader.read(part[0] ?? .null, file: "parts.json")
        for (place, text) in TokenizerFixture.texts.enumerated() {
            var result: [UInt8] = []
            let bytes = Array(text.utf8)
            bytes.withUnsafeBufferPointer { bytes in
                if let normalizer { normalizer.normalize(bytes, into: &result) } else { result = Array(bytes) }
            }
            let expected = try #require(part[1]?[place]?.string)
            #expect(result == Array(expected.utf8), "\(part[0]?.serialized() ?? ""): \(text.debugDescription)")
        }
    }

    @Test(
        "Pre-tokenizers cut every text the same",
        arguments: 0..<(TokenizerFixture.parts["pretokenizers"]?.array?.count ?? 0))
    func pretokenizers(index: Int) throws {
        let part = try #require(TokenizerFixture.parts["pretokenizers"]?[index])
        let pretokenizers = try PretokenizerReader.read(part[0] ?? .null, file: "parts.json")
        for (place, text) in TokenizerFixture.texts.enumerated() {
            let bytes = Array(text.utf8)
            var cut = bytes.withUnsafeBufferPointer { PretokenizedText($0, beginsText: true) }
            for pretokenizer in pretokenizers { pretokenizer.cut(&cut) }
            let pieces = cut.pieces.map { String(decoding: cut.bytes[$0], as: UTF8.self) }
            // An empty text is one empty piece there, and none here.
            let expected = try #require(part[1]?[place]?.array).compactMap(\.string).filter { !$0.isEmpty }
            #expect(
                pieces.map { Array($0.utf8) } == expected.map { Array($0.utf8) },
                "\(part[0]?.serialized() ?? ""): \(text.debugDescription)")
        }
    }

    @Test(
        "Decoders join every list of tokens the same",
        arguments: 0..<(TokenizerFixture.parts["decoders"]?.array?.count ?? 0))
    func decoders(index: Int) throws {
        let part = try #require(TokenizerFixture.parts["decoders"]?[index])
        let steps = try DecoderReader.read(part[0] ?? .null, file: "parts.json")
        let names = try #require(TokenizerFixture.parts["tokens"]?.array).compactMap(\.string)
        let decoding = TokenDecoding(names: names.map { Array($0.utf8) }, steps: steps)
        for (place, list) in try #require(TokenizerFixture.parts["lists"]?.array).enumerated() {
            var bytes: [UInt8] = []
            var previous: Int32?
            for name in try #require(list.array).compactMap(\.string) {
                let token = Int32(try #require(names.firstIndex { $0.utf8.elementsEqual(name.utf8) }))
                decoding.appendBytes(of: token, after: previous, to: &bytes)
                previous = token
            }
            #expect(
                String(decoding: bytes, as: UTF8.self) == part[1]?[place]?.string,
                "\(part[0]?.serialized() ?? ""): \(list.serialized())")
        }
    }
}
