import Foundations
import Testing
import Tokenization

@Suite("WordPiece")
struct WordPieceTests {
    private static let names = ["[UNK]", "un", "##aff", "##able", "a", "##a", "!", "##!", "é", "##b", "unaff"]

    private static func model(longestWord: Int = 100) -> WordPiece {
        WordPiece(
            tokens: names.enumerated().map { (Array($1.utf8), Int32($0)) }, unknownToken: 0, longestWord: longestWord)
    }

    private static func encode(_ text: String, _ model: WordPiece = model()) -> [Int32] {
        var tokens: [Int32] = [7]
        Array(text.utf8).withUnsafeBufferPointer { model.encode(piece: $0, into: &tokens) }
        return Array(tokens.dropFirst())
    }

    @Test("A word is the longest beginning, then the longest continuations")
    func longest() {
        #expect(Self.encode("unaffable") == [10, 3])
        #expect(Self.encode("unable") == [1, 3])
        #expect(Self.encode("aab") == [4, 5, 9])
        #expect(Self.encode("é") == [8])
    }

    @Test("A word with an unknown part is unknown as a whole")
    func unknown() {
        #expect(Self.encode("unx") == [0])
        #expect(Self.encode("aé") == [0])
        #expect(Self.encode("##b") == [9])
    }

    @Test("Too long a word, counted in characters, is unknown")
    func tooLong() {
        #expect(Self.encode("aaa", Self.model(longestWord: 3)) == [4, 5, 5])
        #expect(Self.encode("aaaa", Self.model(longestWord: 3)) == [0])
        #expect(Self.encode("é", Self.model(longestWord: 1)) == [8])
    }

    @Test("It does what trying every length does")
    func reference() {
        var random = SplitMix64(seed: 5)
        let model = Self.model()
        let ids = Dictionary(uniqueKeysWithValues: Self.names.enumerated().map { ($1, Int32($0)) })
        for _ in 0..<2000 {
            let word = (0..<(1 + random.next(below: 12))).map { _ in
                ["u", "n", "a", "f", "b", "l", "e", "!", "é"][random.next(below: 9)]
            }
            var expected: [Int32] = []
            var start = 0
            while start < word.count {
                let prefix = start == 0 ? "" : "##"
                let end = (start + 1...word.count).reversed().first {
                    ids[prefix + word[start..<$0].joined()] != nil
                }
                guard let end, let id = ids[prefix + word[start..<end].joined()] else {
                    expected = [0]
                    break
                }
                expected.append(id)
                start = end
            }
            #expect(Self.encode(word.joined(), model) == expected)
        }
    }
}
