import Foundations
import Generation
import Testing
import Tokenization

@Suite("Text from tokens")
struct TextAssemblerTests {
    /// A vocabulary of few merges, so that characters of several bytes are spread over several tokens.
    static let tokenizer: Result<Tokenizer, any Error> = Result {
        var trainer = BPETrainer(vocabularySize: 270)
        trainer.add("the cat and the hat, the end")
        return try trainer.train()
    }

    /// Streams tokens, checks that nothing shown is half a character, and returns the pieces.
    static func stream(_ tokens: [Int32], stops: [String] = []) throws -> (pieces: [String], match: String?) {
        var assembler = try TextAssembler(tokenizer: tokenizer.get(), after: nil, stopStrings: stops)
        var pieces: [String] = []
        for token in tokens {
            pieces.append(assembler.append(token))
            if let match = assembler.match { return (pieces + [assembler.finish()], match) }
        }
        return (pieces + [assembler.finish()], nil)
    }

    @Test("The pieces joined are the text, and each holds whole characters")
    func wholeCharacters() throws {
        let text = "the ça🐦va the 漢字 — n\u{303} end"
        let tokens = try Self.tokenizer.get().encode(text)
        #expect(tokens.count > text.count, "the test needs characters of several tokens")
        let (pieces, match) = try Self.stream(tokens)
        #expect(pieces.joined().utf8.elementsEqual(text.utf8))
        #expect(match == nil)
        #expect(!pieces.contains { $0.contains("\u{FFFD}") })
        // The bird takes four bytes: the first three show nothing.
        let bird = try #require(pieces.firstIndex(of: "🐦"))
        #expect(pieces[(bird - 3)..<bird] == ["", "", ""])
    }

    @Test("A stop string that straddles tokens ends the text before it, whatever the tokens are")
    func straddlingStopString() throws {
        let text = "a bird 🐦 flies\nUser: hi"
        let tokens = try Self.tokenizer.get().encode(text)
        for (stop, expected) in [("\nUser:", "a bird 🐦 flies"), ("🐦", "a bird "), ("d 🐦 f", "a bir")] {
            let (pieces, match) = try Self.stream(tokens, stops: ["never", stop])
            #expect(pieces.joined() == expected)
            #expect(match == stop)
        }
    }

    @Test("A character that never becomes whole is shown as U+FFFD at the end")
    func incompleteCharacter() throws {
        let tokens = try Self.tokenizer.get().encode(bytes: [0x61, 0xF0, 0x9F])
        #expect(try Self.stream(tokens).pieces.joined() == "a\u{FFFD}")
    }

    @Test("Special tokens leave no trace in the text")
    func specialTokens() throws {
        let tokenizer = try Self.tokenizer.get()
        let end = try #require(tokenizer.endOfTextToken)
        let tokens = tokenizer.encode("the ") + [end] + tokenizer.encode("hat")
        #expect(try Self.stream(tokens).pieces.joined() == "the hat")
    }

    @Test("Random bytes stream to what decoding them at once gives")
    func randomBytes() throws {
        let tokenizer = try Self.tokenizer.get()
        var random = SplitMix64(seed: 1)
        let samples: [[UInt8]] = [[0x61], [0xC3], [0xA9], [0xF0], [0x9F], [0x90], [0xA6], [0xE2], [0x20]]
        for _ in 0..<500 {
            let bytes = (0..<random.next(below: 20)).flatMap { _ in samples[random.next(below: samples.count)] }
            let (pieces, _) = try Self.stream(tokenizer.encode(bytes: bytes))
            let expected = String(decoding: bytes, as: UTF8.self)
            #expect(pieces.joined().utf8.elementsEqual(expected.utf8))
        }
    }
}
