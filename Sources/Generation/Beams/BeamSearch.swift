/// Looks for the most probable continuations of a prompt: step by step, the best few partial ones go on.
///
/// At each step every partial continuation is extended by its most probable tokens. Of all extensions the best twice
/// ``BeamOptions/width`` are looked at: one that ends among the first `width` is a result, and the best `width` others go
/// on. The search stops when no partial continuation can become better than the results there are. With as many beams as
/// there are partial continuations it is exhaustive.
///
/// Source: Graves, "Sequence transduction with recurrent neural networks" (2012), section 3.4, with twice the width as
/// the field's implementations do, so that ends never starve the beam.
package struct BeamSearch {
    /// A partial continuation to extend.
    package struct Extension {
        /// The index of the partial continuation before that it extends; 0 stands for the prompt at the first step.
        package let parent: Int
        /// The token it adds; nil at the first step, where there is the prompt alone.
        package let token: Int32?
    }

    private struct Beam {
        let tokens: [Int32]
        let logProbability: Double
    }

    package let options: BeamOptions
    /// Tokens that end a continuation.
    package let endTokens: Set<Int32>
    /// The most tokens of a continuation.
    package let maximumTokens: Int

    package init(options: BeamOptions, endTokens: Set<Int32>, maximumTokens: Int) {
        self.options = options
        self.endTokens = endTokens
        self.maximumTokens = maximumTokens
    }

    /// Runs the search.
    ///
    /// - Parameters:
    ///   - isCancelled: asked at every step; when it answers true, what has been found so far is returned.
    ///   - logits: computes a row of logits behind each extension, in order. The rows of one step are the parents of
    ///     the next.
    /// - Returns: the best continuations, best first.
    package func run(
        unless isCancelled: () -> Bool = { false },
        logits: ([Extension], (Int, UnsafeBufferPointer<Float>) throws -> Void) throws -> Void
    ) throws -> [BeamHypothesis] {
        var results: [BeamHypothesis] = []
        var beams = [Beam(tokens: [], logProbability: 0)]
        var extensions = [Extension(parent: 0, token: nil)]
        for length in 0..<maximumTokens {
            if isSettled(results, beams, length) { return Array(results.prefix(options.resultCount)) }
            if isCancelled() { break }
            var candidates: [(parent: Int, token: Int32, logProbability: Double)] = []
            try logits(extensions) { parent, row in
                var model = try ModelDistribution(row)
                for token in model.top(2 * options.width) {
                    let sum = beams[parent].logProbability + Double(model.logProbability(of: token))
                    candidates.append((parent, token, sum))
                }
            }
            candidates.sort { left, right in
                if left.logProbability != right.logProbability { return left.logProbability > right.logProbability }
                return (left.parent, left.token) < (right.parent, right.token)
            }
            var next: [Beam] = []
            extensions = []
            for (rank, candidate) in candidates.prefix(2 * options.width).enumerated() {
                let beam = Beam(
                    tokens: beams[candidate.parent].tokens + [candidate.token],
                    logProbability: candidate.logProbability)
                if endTokens.contains(candidate.token) {
                    if rank < options.width { results.append(hypothesis(beam, isFinished: true)) }
                } else if next.count < options.width {
                    next.append(beam)
                    extensions.append(Extension(parent: candidate.parent, token: candidate.token))
                }
            }
            results = best(of: results)
            beams = next
            if beams.isEmpty { break }
        }
        let open = beams.filter { !$0.tokens.isEmpty }.map { hypothesis($0, isFinished: false) }
        return Array(best(of: results + open).prefix(options.resultCount))
    }

    private func hypothesis(_ beam: Beam, isFinished: Bool) -> BeamHypothesis {
        BeamHypothesis(
            tokens: beam.tokens, logProbability: beam.logProbability, isFinished: isFinished,
            lengthPenalty: options.lengthPenalty)
    }

    private func best(of results: [BeamHypothesis]) -> [BeamHypothesis] {
        Array(results.sorted { $0.precedes($1) }.prefix(options.width))
    }

    /// Whether there are enough results, and no beam can still become better than the last of them.
    private func isSettled(_ results: [BeamHypothesis], _ beams: [Beam], _ length: Int) -> Bool {
        guard results.count >= options.resultCount, let best = beams.first else { return false }
        // Sums only fall. Divided by a growing power of the length, a sum below 0 may still rise.
        let reach = options.lengthPenalty > 0 ? maximumTokens : length + 1
        let bound = BeamHypothesis.score(best.logProbability, length: reach, options.lengthPenalty)
        return bound <= results[options.resultCount - 1].score
    }
}
