/// A step that changes the logits of single tokens, before any are left out.
protocol LogitAdjustment {
    /// Which step it is.
    var stage: SamplingStage { get }

    /// Changes `logits`, one a token of the vocabulary, for the token that follows `tokens`.
    mutating func apply(to logits: UnsafeMutableBufferPointer<Float>, after tokens: [Int32])
}
