import Corpus
import Foundations
import Testing
import Tokenization
import Training

@Suite("Transcripts as examples")
struct FineTuneDataTests {
    private func chats(_ count: Int, seed: UInt64) -> [Chat] {
        var generator = SplitMix64(seed: seed)
        return (0..<count).map { _ in ChatSamples.random(&generator) }
    }

    @Test("Many workers give what one gives, in the order of the file")
    func workers() throws {
        // More than one worker takes at a time.
        let chats = chats(300, seed: 61)
        #expect(try ChatSamples.data(chats).train == chats.map { try #require(try ChatSamples.data([$0]).train.first) })
    }

    @Test("The longest example that just fits is taken, and one position less refuses it by file and line")
    func longest() throws {
        let chats = chats(80, seed: 62)
        let data = try ChatSamples.data(chats)
        let longest = data.train.map { $0.tokens.count - 1 }.max() ?? 0
        #expect(data.longest == longest)
        #expect(try ChatSamples.data(chats, sequenceLength: longest).train == data.train)
        let error = #expect(throws: TranscriptError.self) {
            try ChatSamples.data(chats, sequenceLength: longest - 1)
        }
        let line = (data.train.firstIndex { $0.tokens.count - 1 == longest } ?? -1) + 1
        #expect(error?.kind == .longerThanContext && error?.origin == DocumentOrigin(path: "chats.jsonl", line: line))
        #expect(error?.detail.contains("\(longest) tokens, the context \(longest - 1)") == true)
    }

    @Test("The first of several faults is the one that is told; skipping leaves all of them out and counts them")
    func skipping() throws {
        let chats = chats(150, seed: 63)
        let all = try ChatSamples.data(chats).train
        let limit = all.map { $0.tokens.count - 1 }.sorted()[100]
        let fits = all.map { $0.tokens.count - 1 <= limit }
        let error = #expect(throws: TranscriptError.self) { try ChatSamples.data(chats, sequenceLength: limit) }
        #expect(error?.origin.line == (fits.firstIndex(of: false) ?? -1) + 1)
        let data = try ChatSamples.data(chats, sequenceLength: limit, skippingBad: true)
        #expect(data.train == zip(all, fits).filter(\.1).map(\.0))
        #expect(data.skipped.map(\.reason) == ["longer-than-context"])
        #expect(data.skipped.map(\.count) == [fits.count { !$0 }])
    }

    @Test("Whether an example is held out follows from its own tokens")
    func heldOut() throws {
        let examples = RandomExamples.make(2000, positions: 3...9, seed: 64)
        func data(_ examples: [FineTuneExample], _ share: Double) -> FineTuneData {
            FineTuneData(examples: examples, heldOutShare: share, name: "test", endTokens: [])
        }
        let whole = data(examples, 0.1)
        #expect((140...260).contains(whole.heldOut.count))
        #expect(whole.train.count + whole.heldOut.count == 2000)
        #expect(data(examples, 0).heldOut.isEmpty && data(examples, 1).train.isEmpty)
        let half = data(examples.prefix(1000).reversed(), 0.1)
        #expect(half.heldOut.reversed() == Array(whole.heldOut.prefix(half.heldOut.count)))
        #expect(Set(data(examples, 0.2).heldOut).isSuperset(of: whole.heldOut))
    }

    @Test("Any change of the examples changes the fingerprint, and nothing else does")
    func fingerprint() {
        let examples = RandomExamples.make(20, positions: 3...9, seed: 65)
        func fingerprint(_ change: (inout [FineTuneExample]) -> Void) -> UInt64 {
            var changed = examples
            change(&changed)
            return FineTuneData(examples: changed, heldOutShare: 0.2, name: "x", endTokens: [1]).fingerprint
        }
        let expected = fingerprint { _ in }
        #expect(FineTuneData(examples: examples, heldOutShare: 0.2, name: "y", endTokens: []).fingerprint == expected)
        #expect(fingerprint { $0[7].tokens[2] += 1 } != expected)
        #expect(fingerprint { $0[7].isTrained[1].toggle() } != expected)
        #expect(fingerprint { $0.removeLast() } != expected)
        #expect(fingerprint { $0.append($0[3]) } != expected)
        #expect(fingerprint { $0.reverse() } != expected)
    }
}
