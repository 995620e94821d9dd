/// Why training stopped, or could not go on.
public enum TrainingError: Error, Hashable, CustomStringConvertible {
    /// A quantity became infinite or no number. The update of that step was not made.
    case notFinite(quantity: String, value: Double, step: Int, lastCheckpoint: String?)
    /// A quantity rose above its limit. The update of that step was not made.
    case exploded(quantity: String, value: Double, limit: Double, step: Int, lastCheckpoint: String?)
    /// A tensor of a checkpoint has another shape than the model's.
    case shapeMismatch(tensor: String, file: String, expected: [Int], found: [Int])
    /// A checkpoint lacks a tensor.
    case missingTensor(tensor: String, file: String)
    /// The checkpoint was trained on another corpus than the one given.
    case corpusChanged(corpus: String, checkpoint: String)
    /// The adapter of a checkpoint was trained on another model than the one given.
    case baseChanged(base: String, checkpoint: String)

    public var description: String {
        switch self {
        case .notFinite(let quantity, let value, let step, let checkpoint):
            "the \(quantity) became \(value) at step \(step), and the step was not taken; "
                + (checkpoint.map { "the last good checkpoint is \($0)" } ?? "no checkpoint had been written")
                + "; lower learning_rate, lengthen warmup_steps, or set precision: fp32"
        case .exploded(let quantity, let value, let limit, let step, let checkpoint):
            "the \(quantity) rose to \(value) at step \(step), above the limit of \(limit), and the step was not taken; "
                + (checkpoint.map { "the last good checkpoint is \($0)" } ?? "no checkpoint had been written")
                + "; lower learning_rate, lengthen warmup_steps, or raise the limit"
        case .shapeMismatch(let tensor, let file, let expected, let found):
            "\(file): tensor \(tensor) has shape \(found), but the model has \(expected): "
                + "the checkpoint belongs to a model of another shape"
        case .missingTensor(let tensor, let file):
            "\(file): tensor \(tensor) is missing: the checkpoint belongs to another model"
        case .baseChanged(let base, let checkpoint):
            "\(base): has other weights than the model that \(checkpoint) was trained on; give that model, or start a new "
                + "run in another folder"
        case .corpusChanged(let corpus, let checkpoint):
            "\(corpus): is not the corpus that \(checkpoint) was trained on; "
                + "give that corpus, or start a new run in another folder"
        }
    }
}
