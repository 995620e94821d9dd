import Corpus
import Tokenization

/// How a transcript becomes an example.
struct TranscriptEncoding: Sendable {
    /// The model's tokenizer and chat template.
    let encoder: ChatEncoder
    /// Positions of a sequence.
    let sequenceLength: Int
    /// Whether what is too long loses its end; else it is refused.
    let isCuttingLong: Bool

    /// An example, and how many tokens were cut away from its end.
    struct Encoded: Sendable {
        let example: FineTuneExample
        let cutTokens: Int
    }

    /// - Throws: `TranscriptError` where the transcript cannot be used.
    func encode(_ transcript: Transcript) throws(TranscriptError) -> Encoded {
        let encoded: EncodedChat
        do {
            encoded = try encoder.encode(transcript.chat)
        } catch {
            throw TranscriptError(.refusedByTemplate, at: transcript.origin, "\(error)")
        }
        var whole = FineTuneExample(tokens: encoded.tokens, isTrained: encoded.isTrained)
        if !transcript.countsInFull { try weigh(&whole, encoded, transcript) }
        // What follows the last trained token teaches nothing.
        let example = whole.prefix((whole.isTrained.lastIndex(of: true) ?? -1) + 1)
        guard example.isTrained.dropFirst().contains(true) else {
            throw TranscriptError(.noAssistantTurn, at: transcript.origin, "no token of it would be learned")
        }
        if example.positionCount <= sequenceLength { return Encoded(example: example, cutTokens: 0) }
        guard isCuttingLong else {
            throw .longerThanContext(transcript.origin, tokens: example.positionCount, context: sequenceLength)
        }
        guard let short = example.cut(toPositions: sequenceLength) else {
            throw TranscriptError(
                .longerThanContext, at: transcript.origin,
                "the conversation has \(example.positionCount) tokens, the context \(sequenceLength), and within it the "
                    + "assistant says nothing that is learned: it cannot be cut, train with a longer context")
        }
        return Encoded(example: short, cutTokens: example.tokens.count - short.tokens.count)
    }

    /// Gives the tokens of each of the assistant's turns the weight of the turn.
    private func weigh(
        _ example: inout FineTuneExample, _ encoded: EncodedChat, _ transcript: Transcript
    ) throws(TranscriptError) {
        let turns = transcript.chat.messages.indices.filter { transcript.chat.messages[$0].role == .assistant }
        let ranges = encoded.trainedRanges
        guard ranges.count == turns.count else {
            throw TranscriptError(
                .refusedByTemplate, at: transcript.origin,
                "its turns have weights, but the template writes its \(turns.count) turns of the assistant in "
                    + "\(ranges.count) parts: which belongs to which cannot be told")
        }
        var weights = [Float](repeating: 0, count: example.tokens.count)
        for (turn, range) in zip(turns, ranges) {
            let weight = Float(transcript.weights[turn])
            for index in range {
                weights[index] = weight
                example.isTrained[index] = weight > 0
            }
        }
        // Where no fraction is left, the marks alone say all.
        if weights.contains(where: { $0 != 0 && $0 != 1 }) { example.weights = weights }
    }
}
