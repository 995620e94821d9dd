/// What a norm does to a row.
public enum NormKind: String, Sendable {
    /// Divides by the root mean square; a weight a column.
    case rms
    /// Takes the mean away and divides by the deviation; a weight and a bias a column, as in GPT-2.
    case layer
}
