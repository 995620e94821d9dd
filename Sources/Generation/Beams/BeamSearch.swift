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
        var tokens: [Int32] = []
        var logProbability = 0.0
        var text: BeamText
    }

    /// A token that a partial continuation may go on with; none where it ends without one.
    private struct Candidate {
        let parent: Int
        let token: Int32?
        let logProbability: Double

        func precedes(_ other: Candidate) -> Bool {
            if logProbability != other.logProbability { return logProbability > other.logProbability }
            return (parent, token ?? -1) < (other.parent, other.token ?? -1)
        }
    }

    package let options: BeamOptions
    /// Tokens that end a continuation.
    package let endTokens: Set<Int32>
    /// The most tokens of a continuation.
    package let maximumTokens: Int
    /// The logits that the next step needs: behind each extension, in order. They are the parents of the next ones.
    package private(set) var extensions = [Extension(parent: 0, token: nil)]

    private let promptLength: Int
    private let limit: StopReason
    private var beams: [Beam]
    private var results: [BeamHypothesis] = []
    /// Tokens of every partial continuation.
    private var length = 0

    /// A search that begins.
    ///
    /// - Parameters:
    ///   - promptLength: tokens before every continuation, to name positions in errors.
    ///   - limit: what ends a continuation that has as many tokens as there may be; nil for the limit of tokens.
    ///   - text: the text of every continuation before its first token.
    package init(
        options: BeamOptions, endTokens: Set<Int32>, maximumTokens: Int, promptLength: Int = 0,
        limit: StopReason? = nil, text: BeamText = BeamText()
    ) {
        self.options = options
        self.endTokens = endTokens
        self.maximumTokens = maximumTokens
        self.promptLength = promptLength
        self.limit = limit ?? .tokenLimit(maximumTokens)
        beams = [Beam(text: text)]
    }

    /// Whether nothing better can be found.
    package var isOver: Bool { length >= maximumTokens || beams.isEmpty || isSettled }

    /// The best continuations so far, best first.
    ///
    /// - Parameter isCancelled: whether the caller has given up, which is what ends those that would go on.
    package func best(isCancelled: Bool = false) -> [BeamHypothesis] {
        if isSettled { return Array(results.prefix(options.resultCount)) }
        let open = beams.filter { !$0.tokens.isEmpty }.map { hypothesis($0, isCancelled ? .cancelled : limit) }
        return Array(sorted(results + open).prefix(options.resultCount))
    }

    /// Makes a step.
    ///
    /// - Parameter row: the logits behind an extension.
    /// - Throws: ``SamplingError`` where logits are broken, ``ConstraintError`` where no continuation can go on and none has
    ///   ended.
    package mutating func advance(_ row: (Int) -> UnsafeBufferPointer<Float>) throws {
        var candidates: [Candidate] = []
        for parent in beams.indices { candidates += try self.candidates(for: parent, row(parent)) }
        if candidates.isEmpty, results.isEmpty { throw ConstraintError.noToken(position: promptLength + length) }
        candidates.sort { $0.precedes($1) }
        var next: [Beam] = []
        extensions = []
        for (rank, candidate) in candidates.prefix(2 * options.width).enumerated() {
            if rank >= options.width, next.count >= options.width { break }
            var beam = beams[candidate.parent]
            beam.logProbability = candidate.logProbability
            guard let token = candidate.token else {
                if rank < options.width { results.append(hypothesis(beam, .complete)) }
                continue
            }
            beam.tokens.append(token)
            if let reason = beam.text.take(token, isEnd: endTokens.contains(token)) {
                if rank < options.width { results.append(hypothesis(beam, reason)) }
            } else if next.count < options.width {
                next.append(beam)
                extensions.append(Extension(parent: candidate.parent, token: token))
            }
        }
        results = sorted(results)
        beams = next
        length += 1
    }

    /// The most probable tokens that a partial continuation may go on with.
    private func candidates(for parent: Int, _ row: UnsafeBufferPointer<Float>) throws -> [Candidate] {
        let beam = beams[parent], count = 2 * options.width
        var model = try ModelDistribution(row)
        func candidate(_ token: Int32) -> Candidate {
            let sum = beam.logProbability + Double(model.logProbability(of: token))
            return Candidate(parent: parent, token: token, logProbability: sum)
        }
        guard let mask = try beam.text.allowedTokens(vocabularySize: row.count) else {
            return model.top(count).map(candidate)
        }
        if mask.isEmpty {
            guard beam.text.isComplete else { return [] }
            return [Candidate(parent: parent, token: nil, logProbability: beam.logProbability)]
        }
        // Probabilities are the model's own; the mask says which tokens are compared.
        var masked = Array(row)
        return try masked.withUnsafeMutableBufferPointer { masked in
            mask.exclude(from: masked)
            var allowed = try ModelDistribution(UnsafeBufferPointer(masked))
            return allowed.top(count).filter { masked[Int($0)] > -.infinity }.map(candidate)
        }
    }

    private func hypothesis(_ beam: Beam, _ reason: StopReason) -> BeamHypothesis {
        BeamHypothesis(
            tokens: beam.tokens, text: beam.text.text, logProbability: beam.logProbability, stopReason: reason,
            lengthPenalty: options.lengthPenalty)
    }

    private func sorted(_ results: [BeamHypothesis]) -> [BeamHypothesis] {
        Array(results.sorted { $0.precedes($1) }.prefix(options.width))
    }

    /// Whether there are enough results, and no beam can still become better than the last of them.
    private var isSettled: Bool {
        guard length < maximumTokens, results.count >= options.resultCount, let best = beams.first else { return false }
        // Sums only fall. Divided by a growing power of the length, a sum below 0 may still rise.
        let reach = options.lengthPenalty > 0 ? maximumTokens : length + 1
        let bound = BeamHypothesis.score(best.logProbability, length: reach, options.lengthPenalty)
        return bound <= results[options.resultCount - 1].score
    }
}
