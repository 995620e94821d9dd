extension PretrainConfiguration {
    /// The settings with everything that follows from ``depth`` and from each other filled in, but for the number of
    /// steps and what depends on it.
    ///
    /// The dial: `layers` = depth; `hidden_size` = 64 x depth; heads of 32 (64 above a width of 256) with half as many
    /// for keys and values; a gated feed-forward of 8/3 of the width, rounded up to 32; a batch of the power of two
    /// nearest to 512 x depth tokens; a learning rate that falls with the width.
    ///
    /// - Throws: ``ConfigurationError`` where the settings cannot work together.
    public func sized() throws(ConfigurationError) -> Self {
        var result = self
        try checkRanges()
        let hidden = hiddenSize ?? 64 * depth
        result.layers = layers ?? depth
        result.hiddenSize = hidden
        let (heads, headSize) = try headShape(hidden: hidden)
        result.heads = heads
        result.headSize = headSize
        result.keyValueHeads = keyValueHeads ?? (heads.isMultiple(of: 2) ? heads / 2 : heads)
        result.feedForwardSize = feedForwardSize ?? (hidden * 8 / 3 + 31) / 32 * 32
        result.batchSize = batchSize ?? max(1, Self.dialedBatchTokens(depth: depth) / sequenceLength)
        result.microBatchSize = microBatchSize ?? Self.dialedMicroBatch(of: result.batchSize!, length: sequenceLength)
        result.learningRate = learningRate ?? Self.dialedLearningRate(hidden: hidden)
        try result.checkShapes()
        return result
    }

    /// The settings with nothing left open.
    ///
    /// - Parameter steps: optimizer steps; from ``minutes`` by measurement, or from ``horizonSteps(parameterCount:)``.
    public func scheduled(steps: Int) throws(ConfigurationError) -> Self {
        var result = self
        result.steps = steps
        result.minutes = nil
        result.warmupSteps = warmupSteps ?? min(100, steps / 10)
        result.evaluateEvery = evaluateEvery ?? max(1, steps / 20)
        result.checkpointEvery = checkpointEvery ?? max(1, steps / 10)
        result.sampleEvery = sampleEvery ?? max(1, steps / 5)
        try result.checkSchedule()
        return result
    }

    /// The steps after which a model of so many parameters has seen ``tokensPerParameter`` tokens for each.
    public func horizonSteps(parameterCount: Int) -> Int {
        let tokensPerStep = Double((batchSize ?? 1) * sequenceLength)
        return max(1, Int((Double(parameterCount) * tokensPerParameter / tokensPerStep).rounded(.up)))
    }

    /// The power of two nearest, by ratio, to 512 x depth: with minutes on a CPU to spend, many small steps learn more
    /// than few large ones (see Docs/lab-notes.md).
    static func dialedBatchTokens(depth: Int) -> Int {
        var tokens = 512
        // tokens * sqrt(2) is the border between a power of two and the next.
        while 2 * tokens * tokens < 512 * depth * 512 * depth { tokens *= 2 }
        return tokens
    }

    /// The largest divisor of `batch` whose activations stay moderate: at most 8,192 tokens at a time.
    static func dialedMicroBatch(of batch: Int, length: Int) -> Int {
        let most = max(1, 8192 / length)
        return (1...batch).last { batch.isMultiple(of: $0) && $0 <= most } ?? 1
    }

    /// Peak learning rate for a width: 1.5e-3 at 256, in inverse proportion.
    static func dialedLearningRate(hidden: Int) -> Double {
        // Rounded to three figures, so that run.yaml shows a number a person would write.
        let exact = 1.5e-3 * 256 / Double(hidden)
        return (exact * 1e5).rounded() / 1e5
    }

    private func headShape(hidden: Int) throws(ConfigurationError) -> (heads: Int, size: Int) {
        switch (heads, headSize) {
        case (let heads?, let size?):
            return (heads, size)
        case (let heads?, nil):
            guard hidden.isMultiple(of: heads) else {
                throw .unusable(
                    key: "heads", reason: "\(heads) heads do not divide hidden_size \(hidden); give head_size too")
            }
            return (heads, hidden / heads)
        case (nil, let size?):
            guard hidden.isMultiple(of: size) else {
                throw .unusable(
                    key: "head_size", reason: "\(size) does not divide hidden_size \(hidden); give heads too")
            }
            return (hidden / size, size)
        case (nil, nil):
            let preferred = hidden <= 256 ? [32, 64, 16, 8] : [64, 32, 16, 8]
            guard let size = preferred.first(where: { hidden.isMultiple(of: $0) }) else {
                throw .unusable(
                    key: "hidden_size", reason: "\(hidden) is no multiple of 8; give heads and head_size, or change it")
            }
            return (hidden / size, size)
        }
    }
}
