/// Why transcripts cannot be trained on.
public enum FineTuneError: Error, Sendable, Hashable, CustomStringConvertible {
    /// There is no transcript, or all are held out.
    case noExamples(data: String)
    /// A transcript does not fit a sequence.
    case exampleTooLong(positions: Int, sequenceLength: Int, data: String)

    public var description: String {
        switch self {
        case .noExamples(let data):
            "\(data) holds no transcript to train on; give more, or a smaller --held-out"
        case .exampleTooLong(let positions, let length, let data):
            "a transcript of \(data) has \(positions) tokens, but a sequence holds \(length); raise --sequence-length, "
                + "cut such transcripts with --cut-long, or leave them out with --skip-bad"
        }
    }
}
