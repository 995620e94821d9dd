/// Choosing among the tokens that a constraint allows.
extension TextProgress {
    /// A token that follows of necessity, once the constraint has gone on with it.
    mutating func takeForced() -> Int32? {
        guard request.takesForcedTokens, request.candidateCount == 0, request.logProbabilityCount == nil,
            var constraint
        else { return nil }
        if forcedTokens.isEmpty { forcedTokens = constraint.forcedTokens() }
        guard let token = forcedTokens.first, constraint.accept(token) else { return nil }
        forcedTokens.removeFirst()
        self.constraint = constraint
        return token
    }

    /// Chooses the token at `position` among those that the constraint allows; nil where it wants the text to end.
    mutating func choose(
        from row: UnsafeBufferPointer<Float>, at position: Int
    ) throws -> (token: Int32, candidates: CandidateDistribution?)? {
        if let token = takeForced() { return (token, nil) }
        guard var constraint else { return try draw(from: row) }
        var choice: (token: Int32, candidates: CandidateDistribution?)
        if request.sampling.isGreedy, request.candidateCount == 0,
            let best = try? sampler.sample(logits: row, after: sequence), constraint.allows(best)
        {
            // The best of all tokens is the best of those that are allowed: no mask is needed.
            choice = (best, nil)
        } else {
            let mask = constraint.allowedTokens()
            guard mask.vocabularySize == row.count else {
                throw ConstraintError.vocabularyMismatch(constraint: mask.vocabularySize, model: row.count)
            }
            if mask.isEmpty {
                if constraint.isComplete { return nil }
                throw ConstraintError.noToken(position: position)
            }
            choice = try draw(from: row, leaving: mask)
        }
        guard constraint.accept(choice.token) else { throw ConstraintError.noToken(position: position) }
        self.constraint = constraint
        return choice
    }

    /// Draws among the tokens of a mask; the row itself stays as the model gave it.
    private mutating func draw(
        from row: UnsafeBufferPointer<Float>, leaving mask: TokenMask
    ) throws -> (token: Int32, candidates: CandidateDistribution?) {
        // Taken out of `self`, so that the draw may change the rest.
        var masked = maskedRow
        maskedRow = []
        masked.removeAll(keepingCapacity: true)
        masked.append(contentsOf: row)
        defer { maskedRow = masked }
        return try masked.withUnsafeMutableBufferPointer { masked in
            mask.exclude(from: masked)
            return try draw(from: UnsafeBufferPointer(masked))
        }
    }

    private mutating func draw(
        from row: UnsafeBufferPointer<Float>
    ) throws -> (token: Int32, candidates: CandidateDistribution?) {
        var candidates: CandidateDistribution?
        if request.candidateCount > 0 {
            candidates = try sampler.distribution(logits: row, after: sequence, count: request.candidateCount)
        }
        return (try sampler.sample(logits: row, after: sequence), candidates)
    }
}
