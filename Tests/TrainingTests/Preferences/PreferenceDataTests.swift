import Corpus
import Foundation
import TestSupport
import Testing
import Tokenization
import Training

@Suite("Preferences as examples")
struct PreferenceDataTests {
    private func origin(_ line: Int) -> DocumentOrigin { DocumentOrigin(path: "pairs.jsonl", line: line) }

    private func set() -> PreferenceSet {
        var set = PreferenceSet()
        let prompt = Chat([.system("and"), .user("the cat"), .assistant("sat"), .user("on the mat")])
        set.pairs = [
            PreferencePair(
                prompt: prompt, chosen: [.assistant("the hat <|im_end|>")], rejected: [.assistant("the")], margin: 0.5,
                origin: origin(1)),
            PreferencePair(
                prompt: Chat([.user("cat")]),
                chosen: [.assistant("hat"), .user("and"), .assistant("mat")], rejected: [.assistant("the the the cat")],
                origin: origin(2)),
        ]
        return set
    }

    private func data(
        _ set: PreferenceSet, judging: Bool = false, context: Int = 4096, skippingBad: Bool = false, heldOut: Double = 0
    ) throws -> PreferenceData {
        let folder = try TemporaryDirectory()
        return try PreferenceData(
            set, judging: judging, encoder: ChatEncoder(tokenizer: ChatSamples.tokenizer.get()), context: context,
            skippingBad: skippingBad, heldOutShare: heldOut, modelDirectory: folder.url, name: "pairs.jsonl")
    }

    private func marked(_ text: FineTuneExample) throws -> String {
        let tokens = zip(text.tokens, text.isTrained).filter(\.1).map(\.0)
        return try ChatSamples.tokenizer.get().decodeString(tokens, skippingSpecialTokens: false)
    }

    @Test("Only the answer and the end of its turn are marked, not what the assistant had said before")
    func marks() throws {
        let train = try data(set()).train
        #expect(train.map(\.verdict) == [.pair(margin: 0.5), .pair(margin: 0)])
        #expect(try marked(train[0].first) == "the hat <|im_end|><|im_end|>")
        #expect(try marked(train[0].second) == "the<|im_end|>")
        #expect(try marked(train[1].first) == "hat<|im_end|>mat<|im_end|>")
        for example in train {
            for text in [example.first, example.second] { #expect(text.isTrained.last == true) }
            let begin = try #require(example.first.isTrained.firstIndex(of: true))
            #expect(example.first.tokens[..<begin] == example.second.tokens[..<begin])
        }
    }

    @Test("Pairs are taken apart for KTO, each answer beside one to another prompt")
    func judging() throws {
        let train = try data(set(), judging: true).train
        #expect(
            train.map(\.verdict)
                == [true, false, true, false].map { PreferenceVerdict.judged(isDesirable: $0) })
        #expect(try marked(train[1].second) == "hat<|im_end|>mat<|im_end|>")
        let begin = try #require(train[1].first.isTrained.firstIndex(of: true))
        #expect(train[1].second.tokens[..<begin] == train[1].first.tokens[..<begin])
        // Judged answers alone hold no pair.
        var judged = PreferenceSet()
        judged.judged = set().allJudged
        #expect(throws: PreferenceError.noPairs(data: "pairs.jsonl")) { try data(judged) }
        #expect(try data(judged, judging: true).train == train)
    }

    @Test("A text longer than the context is refused by file and line, or left out and counted")
    func lengths() throws {
        let longest = try data(set()).longest
        let error = #expect(throws: TranscriptError.self) { try data(set(), context: longest - 1) }
        #expect(error?.kind == .longerThanContext && error?.origin == origin(1))
        let left = try data(set(), context: longest - 1, skippingBad: true)
        #expect(left.train.count == 1 && left.skipped.map(\.reason) == ["longer-than-context"])
        #expect(left.skipped.map(\.count) == [1])
    }

    @Test("A prompt decides whether its pairs are held out, whatever the others are")
    func heldOut() throws {
        var many = PreferenceSet()
        for line in 0..<200 {
            many.pairs.append(
                PreferencePair(
                    prompt: Chat([.user("cat \(line / 2)")]), chosen: [.assistant("hat \(line)")],
                    rejected: [.assistant("mat")], origin: origin(line)))
        }
        let data = try data(many, heldOut: 0.3)
        #expect((30...90).contains(data.heldOut.count) && data.train.count + data.heldOut.count == 200)
        func prompts(_ examples: [PreferenceExample]) -> Set<[Int32]> {
            Set(examples.map { Array($0.first.tokens[..<($0.first.isTrained.firstIndex(of: true) ?? 0)]) })
        }
        #expect(prompts(data.train).isDisjoint(with: prompts(data.heldOut)))
        var fewer = many
        fewer.pairs.removeFirst(100)
        let rest = try self.data(fewer, heldOut: 0.3).heldOut
        #expect(rest == Array(data.heldOut.suffix(rest.count)) && !rest.isEmpty)
    }

    @Test("Each epoch reads every preference once, in an order of its own")
    func order() {
        let examples = TinyPreferences.examples(10, judged: false, seed: 3)
        let loader = PreferenceLoader(examples: examples, batchSize: 5, microBatchSize: 1, seed: 4)
        let epochs = (0..<2).map { epoch in
            (2 * epoch..<2 * epoch + 2).flatMap { loader.microBatches(ofStep: $0).flatMap(\.examples) }
        }
        for epoch in epochs { #expect(Set(epoch) == Set(examples)) }
        #expect(epochs[0] != epochs[1] && loader.steps(epochs: 3) == 6)
        #expect(loader.batches().flatMap(\.examples) == examples)
    }
}
