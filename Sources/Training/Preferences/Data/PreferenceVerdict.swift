/// What a preference says of its texts.
public enum PreferenceVerdict: Sendable, Hashable {
    /// The first text was preferred to the second, by a margin where one was given.
    case pair(margin: Double)
    /// The first text is desirable or not; the second is an answer to another prompt, by which KTO estimates how far the
    /// policy has moved.
    case judged(isDesirable: Bool)
}
