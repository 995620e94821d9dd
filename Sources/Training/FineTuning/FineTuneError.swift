/// Why transcripts cannot be trained on.
public enum FineTuneError: Error, Sendable, Hashable, CustomStringConvertible {
    /// There is no transcript, or all are held out.
    case noExamples(data: String)
    /// A transcript does not fit a sequence.
    case exampleTooLong(tokens: Int, sequenceLength: Int, data: String)
    /// The tokenizer lacks a token that the chat template writes.
    case missingSpecialToken(token: String, tokenizer: String)

    public var description: String {
        switch self {
        case .noExamples(let data):
            "\(data) holds no transcript to train on; give more, or a smaller --held-out"
        case .exampleTooLong(let tokens, let length, let data):
            "a transcript of \(data) has \(tokens) tokens, but a sequence holds \(length + 1); raise --sequence-length, "
                + "or leave such transcripts out with --skip-bad"
        case .missingSpecialToken(let token, let tokenizer):
            "\(tokenizer) has no special token \(token), which the chat template writes; train the tokenizer and the base "
                + "with it (martlet tokenizer train adds the chat tokens), or give another --chat-template"
        }
    }
}
