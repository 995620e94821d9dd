extension PretrainConfiguration {
    /// Refuses single values that cannot work.
    func checkRanges() throws(ConfigurationError) {
        try Self.check("depth", depth, in: 1...256)
        try Self.check("layers", layers, in: 1...1024)
        try Self.check("hidden_size", hiddenSize, in: 1...65_536)
        try Self.check("heads", heads, in: 1...1024)
        try Self.check("kv_heads", keyValueHeads, in: 1...1024)
        try Self.check("head_size", headSize, in: 2...1024)
        try Self.check("ffn_size", feedForwardSize, in: 1...1_048_576)
        try Self.check("rope_theta", ropeTheta, in: 1...1e9)
        try Self.check("sequence_length", sequenceLength, in: 1...1_048_576)
        try Self.check("batch_size", batchSize, in: 1...1_048_576)
        try Self.check("micro_batch_size", microBatchSize, in: 1...1_048_576)
        try Self.check("steps", steps, in: 1...1_000_000_000)
        try Self.check("minutes", minutes, in: 0.001...1e6)
        try Self.check("tokens_per_parameter", tokensPerParameter, in: 1e-6...1e6)
        try checkOptimizer()
        try Self.check("held_out_tail", heldOutTail, in: 0...0.9)
        try Self.check("evaluate_every", evaluateEvery, in: 0...1_000_000_000)
        try Self.check("evaluation_tokens", evaluationTokens, in: 0...Int.max)
        try checkRecords()
    }

    /// Refuses shapes that do not fit each other.
    func checkShapes() throws(ConfigurationError) {
        if let heads, let keyValueHeads, !heads.isMultiple(of: keyValueHeads) {
            throw .unusable(
                key: "kv_heads", reason: "\(keyValueHeads) does not divide the number of heads, \(heads)")
        }
        if let headSize, !headSize.isMultiple(of: 2) {
            throw .unusable(key: "head_size", reason: "\(headSize) is odd, and rotary positions turn pairs")
        }
        if let batchSize, let microBatchSize, !batchSize.isMultiple(of: microBatchSize) {
            let divisor = (1...min(microBatchSize, batchSize)).last { batchSize.isMultiple(of: $0) } ?? 1
            throw .unusable(
                key: "micro_batch_size",
                reason: "\(microBatchSize) does not divide batch_size \(batchSize); the next smaller that does is "
                    + "\(divisor)")
        }
    }
}
