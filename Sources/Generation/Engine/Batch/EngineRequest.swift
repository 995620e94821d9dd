import Tensors

/// A request on its way through the engine.
final class EngineRequest {
    /// Its number, in the order of arrival.
    let id: Int
    /// The text so far.
    var progress: TextProgress
    /// Its keys and values; nil while it waits for its turn.
    var sequence: KVSequence?
    /// What guesses ahead.
    var speculator: Speculator?
    /// Whether it has been admitted.
    var isRunning = false
    /// The request whose prompt it shares, while that is being read.
    var leader: Int?
    /// Tokens that nobody has asked for yet.
    var outbox: [GeneratedToken] = []
    /// What the reader has been given.
    var deliveredCount = 0
    var deliveredText = ""
    /// What ended it, where that is no reason of the text's own.
    var failure: (any Error)?
    /// Tokens of the prompt that were there when it first began.
    var reusedTokenCount: Int?
    var prefillDuration = Duration.zero
    var decodeDuration = Duration.zero
    /// The step in which it was last worked on.
    var lastStep = 0

    init(id: Int, progress: TextProgress) {
        self.id = id
        self.progress = progress
    }

    /// Whether nothing is left to compute.
    var isFinished: Bool { failure != nil || progress.stopReason != nil }

    /// Tokens that must be read before the next one can be chosen.
    var pending: Int { progress.sequence.count - (sequence?.count ?? 0) }

    /// Ends it at what the reader has been given.
    func cancel() {
        outbox = []
        progress.stop(.cancelled)
    }

    /// The finished generation: all of it, or where it was cancelled what the reader has been given.
    var result: GenerationResult? {
        guard let reason = progress.stopReason else { return nil }
        let isWhole = reason != .cancelled
        return GenerationResult(
            tokens: Array(isWhole ? progress.tokens : progress.tokens.prefix(deliveredCount)),
            text: isWhole ? progress.text : deliveredText, stopReason: reason,
            promptTokenCount: progress.request.prompt.count, reusedTokenCount: reusedTokenCount ?? 0,
            prefillDuration: prefillDuration, decodeDuration: decodeDuration)
    }
}
