/// How the states of a text's tokens become one vector.
///
/// Source: Reimers and Gurevych, "Sentence-BERT" (2019), section 3; the names are those of sentence-transformers.
public enum PoolingMode: String, Sendable, CaseIterable {
    /// The state of the first token.
    case cls
    /// The greatest number of each column.
    case max
    /// The mean over the tokens.
    case mean
    /// The sum over the tokens, divided by the square root of their number.
    case meanSqrtLength = "mean_sqrt_len_tokens"
    /// The mean over the tokens, the first with weight 1, the second with weight 2 and so on.
    case weightedMean = "weightedmean"
    /// The state of the last token.
    case lastToken = "lasttoken"
}
