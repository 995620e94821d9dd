/// Leaves out the most probable tokens, all but the least probable of those above a threshold ("exclude top choices").
///
/// Source: P. E. Weidmann, "Exclude Top Choices" (text-generation-webui, pull request 6335, 2024).
public struct XTCOptions: Sendable, Hashable {
    /// How often it is done, from 0 (never) to 1 (at each token).
    public var probability: Double

    /// The probability from which on a token is a top choice; two can have it at once, so at most 0.5.
    public var threshold: Double

    /// Off unless given a probability.
    public init(probability: Double = 0, threshold: Double = 0.1) {
        self.probability = probability
        self.threshold = threshold
    }
}
