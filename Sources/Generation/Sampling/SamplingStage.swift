/// A step on the way from the model's logits to a token, in the order in which they run.
public enum SamplingStage: String, Sendable, Hashable, CaseIterable {
    case logitBias = "logit-bias"
    case penalties
    case dry
    case topNSigma = "top-n-sigma"
    case topK = "top-k"
    case typical
    case topP = "top-p"
    case minP = "min-p"
    case xtc
    case temperature
    /// After the temperature, in place of the filters before it.
    case mirostat
}
