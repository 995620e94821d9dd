/// Why a model cannot be measured.
public enum EvaluationError: Error, Hashable, CustomStringConvertible {
    /// Nothing of a continuation is left to score: it has no tokens of its own.
    case emptyContinuation(context: String)
    /// A text has too few tokens to score any.
    case emptyText
    /// A continuation alone is longer than the model's context.
    case continuationTooLong(tokens: Int, contextSize: Int)
    /// The windows cannot cover a text.
    case badWindow(size: Int, overlap: Int, contextSize: Int)
    /// The model has no chat template, and a conversation was asked for.
    case noChatTemplate(model: String)
    /// The tokenizer knows tokens that the model does not.
    case vocabularyMismatch(tokenizer: Int, model: Int)
    /// The model gives no finite logits.
    case brokenLogits(model: String)
    /// Fewer examples than are to stand before each question.
    case tooFewExamples(found: Int, wanted: Int)
    /// An answer that a reward model cannot read to its end.
    case answerTooLong(tokens: Int, contextSize: Int, judge: String)
    /// There are no samples.
    case noSamples(task: String)

    public var description: String {
        switch self {
        case .emptyContinuation(let context):
            "a continuation has no tokens of its own after \(String(context.suffix(40)).debugDescription): give it a text"
        case .emptyText: "a text has no tokens that could be scored: give it more text"
        case .continuationTooLong(let tokens, let size):
            "a continuation has \(tokens) tokens, but the model's context holds \(size); shorten it, or use the rolling "
                + "log-likelihood"
        case .badWindow(let size, let overlap, let contextSize):
            "windows of \(size) tokens that overlap by \(overlap) cannot be scored: a window has 2 to \(contextSize) "
                + "tokens, and at least one fewer overlap"
        case .noChatTemplate(let model):
            "\(model) has no chat template: ask it with plain prompts"
        case .vocabularyMismatch(let tokenizer, let model):
            "the tokenizer has \(tokenizer) tokens, but the model only \(model): they do not belong together"
        case .brokenLogits(let model): "\(model) gives logits that are not numbers: its weights are damaged"
        case .tooFewExamples(let found, let wanted):
            "there are \(found) samples to take examples from, and \(wanted) are asked for; ask for fewer"
        case .answerTooLong(let tokens, let size, let judge):
            "a prompt and its answer have \(tokens) tokens, but the context of the reward model \(judge) holds \(size); "
                + "ask for shorter answers, or leave that prompt out"
        case .noSamples(let task): "\(task): there are no samples to measure"
        }
    }
}
