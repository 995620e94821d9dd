public import Corpus
import Dispatch
public import Foundation
import Foundations
public import Tokenization

extension PreferenceData {
    /// Encodes preferences for a model.
    ///
    /// - Parameters:
    ///   - preferences: what was read.
    ///   - judging: whether answers are judged one by one, as KTO does; pairs are taken apart then. Else only pairs count.
    ///   - encoder: the model's tokenizer and chat template.
    ///   - context: tokens that a text may have; one that has more is refused, or left out and counted.
    ///   - skippingBad: whether preferences that cannot be used are left out and counted.
    ///   - modelDirectory: where the tokenizer's files lie that go with the trained model.
    /// - Throws: `TranscriptError`, naming file and line of the first preference that cannot be used.
    public init(
        _ preferences: PreferenceSet, judging: Bool, encoder: ChatEncoder, context: Int, skippingBad: Bool,
        heldOutShare: Double, modelDirectory: URL, name: String
    ) throws {
        let worker = PreferenceEncoder(encoder: encoder, context: context)
        var refused = preferences
        var examples: [PreferenceExample] = []
        func keep<Value>(_ results: [Result<Value, TranscriptError>]) throws(TranscriptError) -> [Value] {
            var kept: [Value] = []
            for result in results {
                switch result {
                case .success(let value): kept.append(value)
                case .failure(let error):
                    guard skippingBad else { throw error }
                    refused.refused.append(error)
                }
            }
            return kept
        }
        if judging {
            let answers = preferences.allJudged
            let texts = try keep(
                Self.encode(answers.count) { index throws(TranscriptError) in
                    let answer = answers[index]
                    let text = try worker.text(answer.prompt, answer.answer, answer.origin)
                    return (text: text, isDesirable: answer.isDesirable)
                })
            examples = worker.examples(judged: texts)
        } else {
            examples = try keep(
                Self.encode(preferences.pairs.count) { index throws(TranscriptError) in
                    try worker.example(preferences.pairs[index])
                })
            if examples.isEmpty, !preferences.judged.isEmpty { throw PreferenceError.noPairs(data: name) }
        }
        let files = [Tokenizer.fileName, Tokenizer.configurationFileName].map { modelDirectory.appending(path: $0) }
        self.init(
            examples: examples, heldOutShare: heldOutShare, name: name, endTokens: [encoder.endOfTurnToken],
            skipped: refused.refusedCounts.map { ($0.kind.rawValue, $0.count) }
        ) { folder in
            try RunMaterial.copy(files, into: folder)
            try encoder.template.save(directory: folder)
        }
    }

    /// What becomes of each piece of work, in order, each done by whoever is free.
    private static func encode<Value: Sendable>(
        _ count: Int, _ body: @Sendable (Int) throws(TranscriptError) -> Value
    ) -> [Result<Value, TranscriptError>] {
        let chunk = 64
        let results = OrderedResults<Value>(count: count)
        DispatchQueue.concurrentPerform(iterations: (count + chunk - 1) / chunk) { index in
            for item in index * chunk..<min((index + 1) * chunk, count) {
                results.set(item, to: Result { () throws(TranscriptError) in try body(item) })
            }
        }
        return results.all()
    }
}
