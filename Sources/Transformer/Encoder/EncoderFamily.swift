/// How the tensors of an encoder are named, and what its positions count from.
public enum EncoderFamily: String, Sendable, CaseIterable {
    /// BERT (Devlin et al., 2018).
    case bert
    /// RoBERTa (Liu et al., 2019) and its multilingual kin, whose positions begin after that of the padding.
    case roberta
    /// DistilBERT (Sanh et al., 2019): BERT without token types, under other names.
    case distilbert

    /// The family of a `model_type`; nil where no encoder of this package computes it.
    init?(modelType: String) {
        switch modelType {
        case "bert": self = .bert
        case "roberta", "xlm-roberta", "camembert": self = .roberta
        case "distilbert": self = .distilbert
        default: return nil
        }
    }

    /// The values of `model_type` that this package computes.
    public static let modelTypes = ["bert", "roberta", "xlm-roberta", "camembert", "distilbert"]
}
