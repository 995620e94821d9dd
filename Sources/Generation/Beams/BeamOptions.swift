/// How beam search looks for the most probable continuations.
public struct BeamOptions: Sendable, Hashable {
    /// How many unfinished continuations are followed at once.
    public var width: Int

    /// How many continuations are returned, at most ``width``.
    public var resultCount: Int

    /// The power of the length by which the sum of log-probabilities is divided: above 0 favours long texts, 0 compares
    /// the sums, below 0 favours short ones.
    public var lengthPenalty: Double

    /// Follows `width` continuations and returns the best one.
    public init(width: Int = 4, resultCount: Int = 1, lengthPenalty: Double = 1) {
        self.width = width
        self.resultCount = resultCount
        self.lengthPenalty = lengthPenalty
    }

    /// Checks every option against its range.
    ///
    /// - Throws: ``SamplingError/invalidOption(name:value:requirement:)`` naming the first option out of range.
    public func validate() throws(SamplingError) {
        if !(1...1024 ~= width) {
            throw .invalidOption(name: "beams", value: "\(width)", requirement: "from 1 to 1024")
        }
        if !(1...width ~= resultCount) {
            throw .invalidOption(
                name: "beam-results", value: "\(resultCount)", requirement: "from 1 to the \(width) beams")
        }
        if !(-100...100 ~= lengthPenalty) {
            throw .invalidOption(name: "length-penalty", value: "\(lengthPenalty)", requirement: "from -100 to 100")
        }
    }
}
