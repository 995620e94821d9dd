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
    ///   - sequenceLength: positions of a sequence; a transcript that needs more is refused, or left out and counted.
    ///   - skippingBad: whether transcripts that cannot be used are left out and counted.
    ///   - modelDirectory: where the tokenizer's files lie that go with the fine-tuned model.
    /// - Throws: `TranscriptError`, naming file and line of the first transcript that cannot be used.
    public init(
        _ transcripts: TranscriptSet, encoder: ChatEncoder, sequenceLength: Int, skippingBad: Bool,
        heldOutShare: Double, modelDirectory: URL, name: String
    ) throws {
        var refused = transcripts
        var examples: [FineTuneExample] = []
        for result in Self.encode(transcripts.transcripts, encoder, sequenceLength) {
            switch result {
            case .success(let example): examples.append(example)
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
    }

    /// The examples in the order of the transcripts, each worked on by whoever is free.
    private static func encode(
        _ transcripts: [Transcript], _ encoder: ChatEncoder, _ sequenceLength: Int
    ) -> [Result<FineTuneExample, TranscriptError>] {
        let chunk = 64
        let results = OrderedResults<FineTuneExample>(count: transcripts.count)
        DispatchQueue.concurrentPerform(iterations: (transcripts.count + chunk - 1) / chunk) { index in
            for transcript in index * chunk..<min((index + 1) * chunk, transcripts.count) {
                results.set(
                    transcript,
                    to: Result { () throws(TranscriptError) in
                        try example(transcripts[transcript], encoder, sequenceLength)
                    })
            }
        }
        return results.all()
    }

    private static func example(
        _ transcript: Transcript, _ encoder: ChatEncoder, _ sequenceLength: Int
    ) throws(TranscriptError) -> FineTuneExample {
        let encoded: EncodedChat
        do {
            encoded = try encoder.encode(transcript.chat)
        } catch {
            throw TranscriptError(.refusedByTemplate, at: transcript.origin, "\(error)")
        }
        // What follows the last trained token teaches nothing.
        let end = (encoded.isTrained.lastIndex(of: true) ?? -1) + 1
        // The last token is only predicted, and needs no place in the context.
        if end - 1 > sequenceLength {
            throw .longerThanContext(transcript.origin, tokens: end - 1, context: sequenceLength)
        }
        guard encoded.isTrained.dropFirst().contains(true) else {
            throw TranscriptError(.noAssistantTurn, at: transcript.origin, "no token of it would be learned")
        }
        return FineTuneExample(
            tokens: Array(encoded.tokens[..<end]), isTrained: Array(encoded.isTrained[..<end]))
    }
}
