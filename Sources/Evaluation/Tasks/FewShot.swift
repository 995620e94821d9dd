/// Examples that stand before a sample: the first so many of a list, but never the sample itself.
public struct FewShot<Sample: Hashable & Sendable>: Sendable, Hashable {
    /// What examples are taken from.
    public let known: [Sample]
    /// How many stand before a sample.
    public let count: Int

    /// The first `count` of `known`; all of them where no number is given.
    public init(_ known: [Sample] = [], count: Int? = nil) {
        self.known = known
        self.count = count ?? known.count
    }

    /// Takes the examples from a list of their own, or else from the beginning of the samples, which are not measured then.
    ///
    /// - Parameter list: the list of examples; nil: the samples.
    /// - Returns: the examples, and the samples that are left to measure.
    /// - Throws: ``EvaluationError/tooFewExamples(found:wanted:)``.
    public static func split(
        _ samples: [Sample], examples list: [Sample]?, count: Int
    ) throws(EvaluationError) -> (examples: FewShot, samples: [Sample]) {
        let known = list ?? samples
        guard known.count >= count else { throw .tooFewExamples(found: known.count, wanted: count) }
        return (FewShot(known, count: count), list == nil ? Array(samples.dropFirst(count)) : samples)
    }

    /// What stands before `sample`.
    public func examples(before sample: Sample) -> [Sample] {
        Array(known.lazy.filter { $0 != sample }.prefix(count))
    }
}
