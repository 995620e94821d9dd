import Foundation
import Foundations
import TestSupport
import Testing
import Tokenization

@Suite("Training of byte-pair vocabularies")
struct BPETrainerTests {
    @Test("\"aaabdaaabac\" with three merges gives 258 100 258 97 99")
    func knownAnswer() throws {
        var trainer = BPETrainer(vocabularySize: 256 + 3, specialTokens: [])
        trainer.add("aaabdaaabac")
        let tokenizer = try trainer.train()
        #expect(tokenizer.encode("aaabdaaabac") == [258, 100, 258, 97, 99])
    }

    @Test("Merges are those of counting all pairs anew for each merge", arguments: 1...12)
    func agreesWithReference(seed: Int) throws {
        var random = RandomText(seed: UInt64(seed))
        let text =
            seed % 3 == 0
            ? (0..<20).map { _ in random.text(parts: 10) }.joined() : random.words(count: 150, alphabet: 1 + seed % 4)
        let merges = 60
        var trainer = BPETrainer(vocabularySize: 256 + merges, specialTokens: [])
        trainer.add(text)
        let tokenizer = try trainer.train()
        let words = PretokenizerScannerTests.pretokens(Array(text.utf8))
        let reference = ReferenceBPE(training: words, count: merges)
        let model = try #require(tokenizer.model as? ByteLevelBPE)
        #expect(model.merges.map { [$0.left, $0.right] } == reference.merges.map { [$0.left, $0.right] })
        #expect(tokenizer.vocabularySize == 256 + reference.merges.count)
        #expect(tokenizer.encode(text) == words.flatMap { reference.encode($0) })
    }

    @Test("The order of the texts and the number of counters change nothing")
    func orderAndCounters() throws {
        var random = RandomText(seed: 5)
        let texts = (0..<30).map { _ in random.words(count: 40) + random.text(parts: 8) }
        var forward = BPETrainer(vocabularySize: 400)
        for text in texts { forward.add(text) }
        var backward = BPETrainer(vocabularySize: 400)
        for text in texts.reversed() { backward.add(text) }
        var first = BPETrainer(vocabularySize: 400)
        var second = BPETrainer(vocabularySize: 400)
        for (index, text) in texts.enumerated() { index % 3 == 0 ? first.add(text) : second.add(text) }
        first.merge(second)
        let expected = try forward.train().tokenizerJSON()
        #expect(try backward.train().tokenizerJSON() == expected)
        #expect(try first.train().tokenizerJSON() == expected)
        #expect(first.byteCount == forward.byteCount)
    }

    @Test("A small vocabulary is the beginning of a large one")
    func mergesArePrefixes() throws {
        var random = RandomText(seed: 6)
        let text = random.words(count: 400, alphabet: 5)
        func merges(_ size: Int) throws -> [Merge] {
            var trainer = BPETrainer(vocabularySize: size)
            trainer.add(text)
            return try #require(try trainer.train().model as? ByteLevelBPE).merges
        }
        let large = try merges(450)
        #expect(try merges(300) == Array(large.prefix(300 - 257)))
    }

    @Test("Every token has bytes of its own and is what its bytes encode to")
    func tokensAreDistinctAndReachable() throws {
        var random = RandomText(seed: 7)
        var trainer = BPETrainer(vocabularySize: 2_000, specialTokens: [])
        for _ in 0..<300 { trainer.add(random.words(count: 10, alphabet: 2, longest: 20)) }
        let tokenizer = try trainer.train()
        let tokens = (0..<Int32(tokenizer.vocabularySize)).map { tokenizer.bytes(of: $0) }
        #expect(Set(tokens).count == tokens.count)
        for (id, bytes) in tokens.enumerated() { #expect(tokenizer.encode(bytes: bytes) == [Int32(id)]) }
    }

    @Test("Pairs below the minimum count never merge, and the vocabulary says how small it stayed")
    func minimumPairCount() throws {
        var trainer = BPETrainer(vocabularySize: 1_000, minimumPairCount: 3)
        trainer.add("ab ab ab cd cd")
        let tokenizer = try trainer.train()
        #expect((256..<258).map { tokenizer.bytes(of: $0) } == [Array("ab".utf8), Array("<|endoftext|>".utf8)])
        #expect(tokenizer.vocabularySize == 258)
    }

    @Test("Special tokens have the last ids and are never learned")
    func specialTokens() throws {
        var trainer = BPETrainer(vocabularySize: 270, specialTokens: ["<|user|>", "<|endoftext|>"])
        trainer.add(String(repeating: "one two three four <|endoftext|> ", count: 20))
        let tokenizer = try trainer.train()
        #expect(tokenizer.specialTokens.map(\.id) == [268, 269])
        #expect(tokenizer.endOfTextToken == 269)
        #expect(tokenizer.specialToken("<|user|>") == 268)
    }

    @Test("Progress is told after every merge")
    func progress() throws {
        var trainer = BPETrainer(vocabularySize: 260, specialTokens: [])
        trainer.add("aaabdaaabac")
        var seen: [Int] = []
        _ = try trainer.train { seen.append($0.merges) }
        #expect(seen == [1, 2, 3])
    }

    @Test(
        "What cannot be trained is refused by name",
        arguments: [
            (BPETrainer(vocabularySize: 300), "", BPETrainerError.noText),
            (BPETrainer(vocabularySize: 256), "a", .vocabularySizeOutOfRange(256, minimum: 257)),
            (BPETrainer(vocabularySize: 300, specialTokens: [""]), "a", .emptySpecialToken),
            (BPETrainer(vocabularySize: 300, specialTokens: ["<a>", "<a>"]), "a", .repeatedSpecialToken("<a>")),
            (BPETrainer(vocabularySize: 300, specialTokens: ["a"]), "a", .specialTokenIsLearned("a")),
            (BPETrainer(vocabularySize: 300, specialTokens: ["end"]), "end end", .specialTokenIsLearned("end")),
        ])
    func errors(trainer: BPETrainer, text: String, expected: BPETrainerError) {
        var trainer = trainer
        trainer.add(text)
        #expect(throws: expected) { try trainer.train() }
        #expect(!expected.description.isEmpty)
    }

    @Test("Counting on several threads, and from a file in parts, gives the vocabulary of counting at once")
    func threadsAndParts() throws {
        var random = RandomText(seed: 77)
        // Long enough for several parts.
        let chunk = random.words(count: 30_000, alphabet: 5, longest: 9) + random.text(parts: 40)
        var texts = (0..<30).map { index in Array((chunk + "\nx\(index) ").utf8) }
        texts.append([])
        var straight = BPETrainer(vocabularySize: 400)
        for text in texts { straight.add(text) }
        let expected = try straight.train().tokenizerJSON()
        for threads in [1, 2, 5] {
            var trainer = BPETrainer(vocabularySize: 400)
            trainer.add(texts, threads: threads)
            #expect(trainer.byteCount == straight.byteCount)
            #expect(trainer.distinctPretokenCount == straight.distinctPretokenCount)
            #expect(try trainer.train().tokenizerJSON() == expected)
        }
        let whole = texts.flatMap { $0 } + texts.flatMap { $0 } + texts.flatMap { $0 } + texts.flatMap { $0 }
        let folder = try TemporaryDirectory()
        try Data([0xEF, 0xBB, 0xBF] + whole).write(to: folder.file("text.txt"))
        var streamed = BPETrainer(vocabularySize: 400)
        try streamed.add(file: folder.file("text.txt"), threads: 2)
        #expect(streamed.byteCount == whole.count)
        var atOnce = BPETrainer(vocabularySize: 400)
        atOnce.add(whole)
        #expect(try streamed.train().tokenizerJSON() == (try atOnce.train().tokenizerJSON()))
        #expect(throws: FileError.self) { try streamed.add(file: folder.file("absent.txt"), threads: 2) }
    }
}
