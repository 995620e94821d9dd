public import Tokenization

/// Chooses the next token from the logits of one position.
///
/// What it chooses is a function of the logits, the tokens before and the options, whatever was sampled before; so a
/// text continued from its middle goes on as if it had never been interrupted. (With mirostat it is a function of what
/// this sampler has drawn as well.) Every choice takes one uniform number, which belongs to the seed and the position,
/// and walks the tokens from the most to the least probable, equals by ascending id.
public struct Sampler {
    /// The options in force.
    public let options: SamplingOptions

    private var chain: SamplingChain
    private var candidates = CandidateSet()
    private var adjusted: [Float] = []

    /// Makes a sampler.
    ///
    /// - Parameter tokenizer: what the texts that break repeated sequences are looked for in; needed with DRY alone.
    /// - Throws: ``SamplingError`` naming an option that is out of range.
    public init(_ options: SamplingOptions, tokenizer: Tokenizer? = nil) throws(SamplingError) {
        chain = try SamplingChain(options, tokenizer: tokenizer)
        self.options = options
    }

    /// Chooses the token that follows `tokens`.
    ///
    /// - Parameters:
    ///   - logits: one unnormalised log-probability a token of the vocabulary; minus infinity excludes a token.
    ///   - tokens: the whole sequence so far, prompt included.
    /// - Throws: ``SamplingError`` if a logit is NaN or plus infinity, if no token is left, or if the bias names a token
    ///   that has no logit.
    public mutating func sample(
        logits: UnsafeBufferPointer<Float>, after tokens: [Int32]
    ) throws(SamplingError) -> Int32 {
        try withRow(logits, after: tokens) { (sampler, row) throws(SamplingError) in
            try sampler.candidates.begin(row)
            if sampler.options.isGreedy { return sampler.candidates.best.token }
            let draws = SamplingDraws(seed: sampler.options.seed, position: tokens.count)
            sampler.chain.filter(&sampler.candidates, draws: draws)
            let (token, probability) = sampler.draw(draws.token)
            sampler.chain.mirostat?.observe(probability: probability)
            return token
        }
    }

    /// The most probable tokens after bias and penalties, with the model's own probabilities and those that the draw
    /// uses.
    ///
    /// - Parameters:
    ///   - logits: as for ``sample(logits:after:)``.
    ///   - tokens: the whole sequence so far, prompt included.
    ///   - count: how many tokens to describe.
    /// - Throws: as ``sample(logits:after:)``.
    public mutating func distribution(
        logits: UnsafeBufferPointer<Float>, after tokens: [Int32], count: Int
    ) throws(SamplingError) -> CandidateDistribution {
        let model = try ModelDistribution(logits)
        return try withRow(logits, after: tokens) { (sampler, row) throws(SamplingError) in
            try sampler.candidates.begin(row)
            if sampler.options.isGreedy {
                sampler.candidates.keepFirst(1)
            } else {
                let draws = SamplingDraws(seed: sampler.options.seed, position: tokens.count)
                sampler.chain.filter(&sampler.candidates, draws: draws)
            }
            let total = sampler.candidates.totalWeight()
            var entries: [CandidateDistribution.Entry] = []
            while entries.count < count, let (candidate, isLeft) = sampler.candidates.ranked(at: entries.count) {
                entries.append(
                    CandidateDistribution.Entry(
                        token: candidate.token,
                        modelProbability: model.probability(of: candidate.token),
                        probability: isLeft ? sampler.candidates.weight(of: candidate) / total : 0))
            }
            return CandidateDistribution(entries: entries, keptCount: sampler.candidates.count)
        }
    }

    /// What each step makes of the candidates; see ``SamplingTrace``.
    ///
    /// - Parameters:
    ///   - logits: as for ``sample(logits:after:)``.
    ///   - tokens: the whole sequence so far, prompt included.
    ///   - count: how many of the model's most probable tokens to follow, besides the one that is drawn.
    ///   - others: further tokens to follow.
    /// - Throws: as ``sample(logits:after:)``.
    public mutating func trace(
        logits: UnsafeBufferPointer<Float>, after tokens: [Int32], count: Int, including others: [Int32] = []
    ) throws(SamplingError) -> SamplingTrace {
        let draws = SamplingDraws(seed: options.seed, position: tokens.count)
        let drawn = try withRow(logits, after: tokens) { (sampler, row) throws(SamplingError) in
            try sampler.candidates.begin(row)
            if sampler.options.isGreedy { return sampler.candidates.best.token }
            sampler.chain.filter(&sampler.candidates, draws: draws)
            return sampler.draw(draws.token).token
        }
        var model = try ModelDistribution(logits)
        var followed = model.top(count)
        for token in [drawn] + others where !followed.contains(token) && logits.indices.contains(Int(token)) {
            followed.append(token)
        }
        // The same again, with a look at those tokens after every step.
        var recorder = SamplingRecorder(followed, model)
        let copy = UnsafeMutableBufferPointer<Float>.allocate(capacity: logits.count)
        defer { copy.deallocate() }
        _ = copy.initialize(from: logits)
        try chain.adjust(copy, after: tokens) { (stage) throws(SamplingError) in
            try candidates.begin(UnsafeBufferPointer(copy))
            recorder.note(stage, &candidates, copy)
        }
        try candidates.begin(UnsafeBufferPointer(copy))
        if options.isGreedy {
            candidates.keepFirst(1)
            recorder.note(.temperature, &candidates, copy)
        } else {
            chain.filter(&candidates, draws: draws) { recorder.note($0, &$1, copy) }
        }
        return recorder.trace(drawn: drawn, draw: options.isGreedy ? nil : draws.token)
    }

    /// Hands `body` the row after bias and penalties: the model's own where they change nothing.
    private mutating func withRow<Result>(
        _ logits: UnsafeBufferPointer<Float>, after tokens: [Int32],
        _ body: (inout Sampler, UnsafeBufferPointer<Float>) throws(SamplingError) -> Result
    ) throws(SamplingError) -> Result {
        if chain.adjustments.isEmpty { return try body(&self, logits) }
        // Taken out of `self`, so that the body may change the rest.
        var row = adjusted
        adjusted = []
        row.removeAll(keepingCapacity: true)
        row.append(contentsOf: logits)
        defer { adjusted = row }
        return try row.withUnsafeMutableBufferPointer { (row) throws(SamplingError) in
            try chain.adjust(row, after: tokens)
            return try body(&self, UnsafeBufferPointer(row))
        }
    }

    /// The token whose share of the line from 0 to 1 holds `point`, and its probability.
    private mutating func draw(_ point: Double) -> (token: Int32, probability: Double) {
        let total = candidates.totalWeight()
        var cumulative = 0.0
        var last = (token: candidates.best.token, weight: 1.0)
        var index = 0
        while let candidate = candidates.candidate(at: index) {
            let weight = candidates.weight(of: candidate)
            // Rounding may leave the sum a hair below the total: then the last token that has a weight is the one.
            if weight == 0 { break }
            cumulative += weight
            last = (candidate.token, weight)
            if cumulative > point * total { break }
            index += 1
        }
        return (last.token, last.weight / total)
    }
}
