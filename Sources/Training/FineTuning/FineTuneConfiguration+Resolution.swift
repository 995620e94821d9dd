public import Transformer

extension FineTuneConfiguration {
    /// The settings with everything that follows from the model filled in, but for the number of steps and what depends
    /// on it.
    ///
    /// - Throws: ``ConfigurationError`` where the settings cannot work together.
    public func sized(for model: ModelConfiguration) throws(ConfigurationError) -> Self {
        var result = self
        try checkRanges()
        let length = sequenceLength ?? model.maximumPositions
        result.sequenceLength = length
        result.batchSize = batchSize ?? max(1, 4096 / length)
        let most = max(1, 8192 / length)
        result.microBatchSize =
            microBatchSize
            ?? (1...result.batchSize!).last { result.batchSize!.isMultiple(of: $0) && $0 <= most } ?? 1
        guard result.batchSize!.isMultiple(of: result.microBatchSize!) else {
            throw .unusable(
                key: "micro_batch_size",
                reason: "\(result.microBatchSize!) does not divide batch_size \(result.batchSize!)")
        }
        // Half of what pretraining uses, rounded to a number that a person would write; adapters want about ten times as
        // much (Schulman et al., "LoRA without regret", 2025).
        let rate = (lora ? 7.5e-3 : 0.75e-3) * 256 / Double(model.hiddenSize)
        result.learningRate = learningRate ?? (rate * 1e5).rounded() / 1e5
        result.sampleEvery = sampleEvery ?? 0
        return result
    }

    /// The settings with nothing left open.
    ///
    /// - Parameter steps: optimizer steps; from ``minutes`` by measurement, or from ``epochs``.
    public func scheduled(steps: Int) throws(ConfigurationError) -> Self {
        var result = self
        result.steps = steps
        result.minutes = nil
        result.warmupSteps = warmupSteps ?? min(100, steps / 10)
        result.evaluateEvery = evaluateEvery ?? max(1, steps / 20)
        result.checkpointEvery = checkpointEvery ?? max(1, steps / 10)
        try result.checkSchedule()
        return result
    }

    /// Refuses settings that no model and no data could make work.
    package func checkRanges() throws(ConfigurationError) {
        try Self.check("sequence_length", sequenceLength, in: 2...1_048_576)
        try Self.check("batch_size", batchSize, in: 1...1_048_576)
        try Self.check("micro_batch_size", microBatchSize, in: 1...1_048_576)
        try Self.check("epochs", epochs, in: 1e-6...1e6)
        try Self.check("steps", steps, in: 1...1_000_000_000)
        try Self.check("minutes", minutes, in: 0.001...1e6)
        try checkOptimizer()
        try checkAdapter()
        try Self.check("held_out", heldOut, in: 0...0.9)
        try Self.check("evaluate_every", evaluateEvery, in: 0...1_000_000_000)
        try Self.check("evaluation_tokens", evaluationTokens, in: 0...Int.max)
        try checkRecords()
    }
}
