import Corpus
import Foundations
import TestSupport
import Testing
import Tokenization
import Training

@Suite("Examples longer than a sequence")
struct LongExampleTests {
    /// An example of parts: so many tokens that are read, then so many that are learned, and so on.
    private func example(_ parts: Int...) -> FineTuneExample {
        var marks: [Bool] = []
        for (index, count) in parts.enumerated() { marks += Array(repeating: index % 2 == 1, count: count) }
        return FineTuneExample(tokens: marks.indices.map { Int32($0) }, isTrained: marks)
    }

    @Test("The cut comes behind the last whole turn that fits")
    func wholeTurns() {
        // Turns end behind tokens 5, 10 and 20.
        let whole = example(3, 2, 3, 2, 4, 6)
        for limit in 19...25 { #expect(whole.cut(toPositions: limit) == whole) }
        for limit in 9...18 { #expect(whole.cut(toPositions: limit) == example(3, 2, 3, 2)) }
        for limit in 4...8 { #expect(whole.cut(toPositions: limit) == example(3, 2)) }
    }

    @Test("Where the first turn does not fit, the cut comes at the last token that does; without a word, there is none")
    func inTheMiddle() {
        let whole = example(3, 2, 3, 2)
        #expect(whole.cut(toPositions: 3) == example(3, 1))
        for limit in 1...2 { #expect(whole.cut(toPositions: limit) == nil) }
        let long = example(2, 30)
        for limit in 2...30 { #expect(long.cut(toPositions: limit) == example(2, limit - 1)) }
        // The first token of all is predicted by nothing.
        #expect(example(0, 1, 5, 1).cut(toPositions: 3) == nil)
    }

    @Test("Whatever is cut fits, begins as it did, carries loss to its end, and could not end a turn later")
    func random() {
        var generator = SplitMix64(seed: 81)
        for _ in 0..<400 {
            let whole = RandomExamples.make(1, positions: 1...60, seed: generator.next())[0]
            let limit = 1 + generator.next(below: 60)
            let last = min(limit, whole.tokens.count - 1)
            guard let cut = whole.cut(toPositions: limit) else {
                #expect(!whole.isTrained[1...last].contains(true))
                continue
            }
            let count = cut.tokens.count
            #expect(count - 1 <= limit && whole.tokens.starts(with: cut.tokens))
            #expect(cut.isTrained == Array(whole.isTrained.prefix(count)))
            if whole.tokens.count - 1 <= limit {
                #expect(cut == whole)
                continue
            }
            #expect(cut.isTrained.dropFirst().contains(true))
            // No turn that ends later would have fitted.
            for end in count..<max(count, limit + 1) { #expect(!whole.isTrained[end] || whole.isTrained[end + 1]) }
        }
    }

    @Test("Weights are cut with their tokens")
    func weights() throws {
        var whole = example(2, 3, 2, 9)
        whole.weights = whole.isTrained.indices.map { whole.isTrained[$0] ? Float($0) / 16 : 0 }
        let cut = try #require(whole.cut(toPositions: 9))
        #expect(cut.weights == whole.weights.map { Array($0.prefix(5)) })
    }

    @Test("Long conversations are refused, skipped, or cut and counted, and never cut unasked")
    func data() throws {
        let folder = try TemporaryDirectory()
        let tokenizer = try ChatSamples.tokenizer.get()
        let turns: [ChatMessage] = [
            .system("the hat"), .user("the cat"), .assistant("sat"), .user("on"), .assistant("the mat"),
        ]
        let words = String(repeating: "the cat sat ", count: 20)
        let chats = [
            Chat(turns), Chat(turns + [.user("and"), .assistant(words)]), Chat([.user(words), .assistant("sat")]),
            Chat([.user("the"), .assistant(words)]),
        ]
        let whole = try ChatSamples.data(chats).train
        let limit = whole[0].tokens.count + 10
        func data(_ chats: [Chat], skippingBad: Bool = false, cuttingLong: Bool) throws -> FineTuneData {
            try FineTuneData(
                ChatSamples.set(chats), encoder: ChatEncoder(tokenizer: tokenizer), sequenceLength: limit,
                skippingBad: skippingBad, cuttingLong: cuttingLong, heldOutShare: 0, modelDirectory: folder.url,
                name: "chats.jsonl")
        }
        let refused = #expect(throws: TranscriptError.self) { try data(chats, cuttingLong: false) }
        #expect(refused?.kind == .longerThanContext && refused?.origin.line == 2)
        let skipped = try data(chats, skippingBad: true, cuttingLong: false)
        #expect(skipped.train == [whole[0]] && skipped.cut == CutCount())
        #expect(skipped.skipped.map(\.count) == [3])
        // What has no word of the assistant within the sequence cannot be cut.
        let error = #expect(throws: TranscriptError.self) { try data(chats, cuttingLong: true) }
        #expect(error?.kind == .longerThanContext && error?.origin.line == 3)
        #expect(error?.detail.contains("cannot be cut") == true)
        let cut = try data(chats, skippingBad: true, cuttingLong: true)
        #expect(cut.train == [whole[0], whole[0], try #require(whole[3].cut(toPositions: limit))])
        #expect(cut.longest == limit && cut.cut.transcripts == 2)
        #expect(cut.cut.tokens == whole[1].tokens.count - whole[0].tokens.count + whole[3].tokens.count - limit - 1)
        #expect(cut.skipped.map(\.reason) == ["longer-than-context"] && cut.skipped.map(\.count) == [1])
        #expect(cut.counts["cut"]?.int == 2 && cut.counts["left_out"]?["longer-than-context"]?.int == 1)
    }
}
