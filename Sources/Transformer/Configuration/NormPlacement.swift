/// Where the norms of a block stand.
public enum NormPlacement: String, Sendable {
    /// Before attention and before the feed-forward layer, as in Llama and GPT-2.
    case before
    /// After each, before its result is added to the residual stream, as in OLMo 2.
    case after
    /// Before and after each, as in Gemma 2 and 3.
    case around
}
