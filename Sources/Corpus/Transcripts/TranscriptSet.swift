/// What was read from files of transcripts.
public struct TranscriptSet: Sendable, Hashable {
    /// The transcripts, in the order of the files and their lines.
    public var transcripts: [Transcript] = []
    /// What was left out, in the same order.
    public var refused: [TranscriptError] = []

    /// Nothing read yet.
    public init() {}

    /// How many were left out of each kind, in the order of ``TranscriptError/Kind``; kinds that did not occur are not
    /// there.
    public var refusedCounts: [(kind: TranscriptError.Kind, count: Int)] {
        TranscriptError.Kind.allCases.compactMap { kind in
            let count = refused.count { $0.kind == kind }
            return count > 0 ? (kind, count) : nil
        }
    }
}
