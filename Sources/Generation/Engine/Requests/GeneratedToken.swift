/// One token that the model produced.
public struct GeneratedToken: Sendable, Hashable {
    /// Its id.
    public let token: Int32

    /// Its index in the whole sequence, prompt included.
    public let position: Int

    /// The text that became certain with it: whole characters, often those of this token, sometimes none, sometimes
    /// those of earlier tokens too.
    public let text: String

    /// What it was chosen from, if the request asked for it.
    public let candidates: CandidateDistribution?

    /// How probable the model held it, if the request asked for it.
    public let logProbabilities: TokenLogProbabilities?
}
