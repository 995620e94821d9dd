public import Corpus
import Dispatch
public import Foundation
import Foundations
public import Tokenization

extension FineTuneData {
    /// Encodes transcripts for a model.
    ///
    /// - Parameters:
    ///   - transcripts: what was read.
    ///   - encoder: the model's tokenizer and chat template.
    ///   - sequenceLength: positions of a sequence; a transcript that needs more is refused, left out and counted, or cut.
    ///   - skippingBad: whether transcripts that cannot be used are left out and counted.
    ///   - cuttingLong: whether transcripts that are too long lose their end and are counted; see
    ///     ``FineTuneExample/cut(toPositions:)``.
    ///   - modelDirectory: where the tokenizer's files lie that go with the fine-tuned model.
    /// - Throws: `TranscriptError`, naming file and line of the first transcript that cannot be used.
    public init(
        _ transcripts: TranscriptSet, encoder: ChatEncoder, sequenceLength: Int, skippingBad: Bool,
        cuttingLong: Bool = false, heldOutShare: Double, modelDirectory: URL, name: String
    ) throws {
        var refused = transcripts
        var examples: [FineTuneExample] = []
        var cut = CutCount()
        let encoding = TranscriptEncoding(
            encoder: encoder, sequenceLength: sequenceLength, isCuttingLong: cuttingLong)
        for result in Self.encode(transcripts.transcripts, encoding) {
            switch result {
            case .success(let encoded):
                examples.append(encoded.example)
                cut.transcripts += encoded.cutTokens > 0 ? 1 : 0
                cut.tokens += encoded.cutTokens
            case .failure(let error):
                guard skippingBad else { throw error }
                refused.refused.append(error)
            }
        }
        let files = [Tokenizer.fileName, Tokenizer.configurationFileName].map { modelDirectory.appending(path: $0) }
        self.init(
            examples: examples, heldOutShare: heldOutShare, name: name, endTokens: [encoder.endOfTurnToken],
            skipped: refused.refusedCounts.map { ($0.kind.rawValue, $0.count) }
        ) { folder in
            try RunMaterial.copy(files, into: folder)
            try encoder.template.save(directory: folder)
        }
        self.cut = cut
    }

    /// The examples in the order of the transcripts, each worked on by whoever is free.
    private static func encode(
        _ transcripts: [Transcript], _ encoding: TranscriptEncoding
    ) -> [Result<TranscriptEncoding.Encoded, TranscriptError>] {
        let chunk = 64
        let results = OrderedResults<TranscriptEncoding.Encoded>(count: transcripts.count)
        DispatchQueue.concurrentPerform(iterations: (transcripts.count + chunk - 1) / chunk) { index in
            for transcript in index * chunk..<min((index + 1) * chunk, transcripts.count) {
                results.set(
                    transcript,
                    to: Result { () throws(TranscriptError) in try encoding.encode(transcripts[transcript]) })
            }
        }
        return results.all()
    }
}
