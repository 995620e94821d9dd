import Foundation
import Testing

import Tokenization

@Suite("Unigram")
struct UnigramTests {
    private static let names = [
        "▁", "a", "b", "c", "ab", "abc", "bca", "aab", "▁a", "▁ab", "é", "éa", "中文", "中", "a▁b", "yz", "aaaaaaaa",
    ]

    /// Pieces with scores of which many are equal, so that ties are common; some with the same bytes.
    private static func pieces(_ random: inout RandomText) -> [(bytes: [UInt8], score: Double, id: Int32)] {
        var pieces: [(bytes: [UInt8], score: Double, id: Int32)] = []
        for name in names where random.next(below: 5) > 0 {
            pieces.append((Array(name.utf8), -Double(random.next(below: 8)) * 0.7, Int32(pieces.count + 1)))
        }
        return pieces
    }

    private static func text(_ random: inout RandomText, count: Int) -> String {
        let alphabet: [Unicode.Scalar] = ["a", "a", "a", "b", "b", "c", "▁", "▁", "é", "中", "文", "x", "y", "z", "🦅"]
        var text = String.UnicodeScalarView()
        for _ in 0..<random.next(below: count) { text.append(alphabet[random.next(below: alphabet.count)]) }
        return String(text)
    }

    private static func encode(_ text: String, by model: Unigram) -> [Int32] {
        var tokens: [Int32] = []
        Array(text.utf8).withUnsafeBufferPointer { if !$0.isEmpty { model.encode(piece: $0, into: &tokens) } }
        return tokens
    }

    @Test(
        "Divides text as a plain search does, by the rules of either library", arguments: [true, false], [true, false])
    func agreesWithReference(isSentencePiece: Bool, hasByteFallback: Bool) {
        var random = RandomText(seed: 61)
        for _ in 0..<60 {
            let pieces = Self.pieces(&random)
            let minimum = pieces.map(\.score).min() ?? 0
            let model = Unigram(
                pieces: pieces, minimumScore: minimum, unknownToken: 0,
                byteTokens: hasByteFallback ? (0..<256).map { 100 + Int32($0) } : nil,
                convention: isSentencePiece ? .sentencePiece : .tokenizers)
            let reference = ReferenceUnigram(
                pieces: pieces, minimumScore: minimum, unknown: 0, firstByteToken: hasByteFallback ? 100 : nil,
                isSentencePiece: isSentencePiece)
            for _ in 0..<30 {
                let text = Self.text(&random, count: 120)
                #expect(Self.encode(text, by: model) == reference.encode(text))
            }
        }
    }

    @Test("A second time a text has the same tokens")
    func twice() {
        var random = RandomText(seed: 62)
        let model = Unigram(
            vocabulary: [(Array("<unk>".utf8), 0)] + Self.names.map { (Array($0.utf8), -1) }, unknownToken: 0,
            byteFallback: false)
        for _ in 0..<200 {
            let text = Self.text(&random, count: 12)
            let first = Self.encode(text, by: model)
            #expect(Self.encode(text, by: model) == first)
        }
    }

    @Test("Bytes of a vocabulary's own names stand for what is unknown; where one is missing, the unknown token does")
    func byteFallback() {
        var vocabulary: [(name: [UInt8], score: Double)] = [(Array("<unk>".utf8), 0), (Array("a".utf8), -1)]
        vocabulary += (0..<256).map { (Array(String(format: "<0x%02X>", $0).utf8), 0) }
        let whole = Unigram(vocabulary: vocabulary, unknownToken: 0, byteFallback: true)
        #expect(Self.encode("aé", by: whole) == [1, 2 + 0xC3, 2 + 0xA9])
        vocabulary.remove(at: 2 + 0xC3)
        let broken = Unigram(vocabulary: vocabulary, unknownToken: 0, byteFallback: true)
        #expect(Self.encode("aéa", by: broken) == [1, 0, 1])
    }

    @Test("A long text without a gap between its pieces is divided too")
    func longText() {
        let model = Unigram(
            pieces: [(Array("ab".utf8), -1, 1), (Array("ba".utf8), -1, 2), (Array("a".utf8), -2, 3)], minimumScore: -2,
            unknownToken: 0, byteTokens: nil, convention: .tokenizers)
        let tokens = Self.encode(String(repeating: "ab", count: 100_000), by: model)
        let isAsExpected = tokens == [Int32](repeating: 1, count: 100_000)
        #expect(isAsExpected)
        // Of equal sums the one whose last piece begins first stays.
        let odd = Self.encode(String(repeating: "ab", count: 100_000) + "a", by: model)
        let isOddAsExpected = odd == [3] + [Int32](repeating: 2, count: 100_000)
        #expect(isOddAsExpected)
    }

    @Test("The trie finds exactly its sequences, however many there are")
    func trie() {
        var random = RandomText(seed: 63)
        var ids: [[UInt8]: Int32] = [:]
        var pieces: [(bytes: [UInt8], score: Double, id: Int32)] = []
        for id in 0..<5_000 {
            let bytes = random.bytes(count: 1 + random.next(below: 6)).map { $0 & 0x8F }
            pieces.append((bytes, 0, Int32(id)))
            ids[bytes] = Int32(id)
        }
        let trie = PieceTrie(pieces)
        for _ in 0..<20_000 {
            let bytes = random.bytes(count: 1 + random.next(below: 6)).map { $0 & 0x8F }
            #expect(bytes.withUnsafeBufferPointer { trie.id(of: $0) } == ids[bytes])
        }
        for (bytes, id) in ids { #expect(bytes.withUnsafeBufferPointer { trie.id(of: $0) } == id) }
    }
}
