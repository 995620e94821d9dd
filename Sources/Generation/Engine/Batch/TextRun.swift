import Tensors

/// A text on its way through the engine.
final class TextRun: EngineRequest {
    /// The text so far.
    var progress: TextProgress
    /// What guesses ahead.
    var speculator: Speculator?
    /// Tokens that nobody has asked for yet.
    var outbox: [GeneratedToken] = []
    /// What the reader has been given.
    private var deliveredCount = 0
    private var deliveredText = ""
    private var prefillDuration = Duration.zero
    private var decodeDuration = Duration.zero

    init(id: Int, progress: TextProgress) {
        self.progress = progress
        super.init(
            id: id, priority: progress.request.priority, sharesPrefixes: progress.request.usesCache)
    }

    override var tokens: [Int32] { progress.sequence }

    override var hasEnded: Bool { progress.stopReason != nil }

    override func isHeldBack(by limit: Int) -> Bool { outbox.count >= limit }

    override func note(_ duration: Duration) {
        if progress.tokens.count > 1 { decodeDuration += duration } else { prefillDuration += duration }
    }

    /// The next token for the reader; nil where none is there.
    func deliver() -> GeneratedToken? {
        if outbox.isEmpty { return nil }
        let token = outbox.removeFirst()
        deliveredCount += 1
        deliveredText += token.text
        return token
    }

    /// Ends it at what the reader has been given.
    override func cancel() {
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
