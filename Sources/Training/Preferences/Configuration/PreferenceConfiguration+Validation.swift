extension PreferenceConfiguration {
    /// Refuses settings that no model and no data could make work.
    package func checkRanges() throws(ConfigurationError) {
        try Self.check("beta", beta, in: 1e-6...1e6)
        try Self.check("gamma", gamma, in: 0...1e6)
        try Self.check("label_smoothing", labelSmoothing, in: 0...0.499_999)
        try Self.check("desirable_weight", desirableWeight, in: 0...1e6)
        try Self.check("undesirable_weight", undesirableWeight, in: 0...1e6)
        try Self.check("centring", centring, in: 0...1e6)
        try Self.check("loss_limit", lossLimit, in: 1e-6...1e12)
        try Self.check("drift_limit", driftLimit, in: 1e-6...1e12)
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
        try Self.check("evaluation_examples", evaluationExamples, in: 0...1_000_000_000)
        try checkRecords()
    }
}
