import Foundation
public import Tensors

/// How probable a model holds a text from its beginning.
public struct RollingScore: Sendable, Equatable {
    /// -log p of the tokens that each window scores, in nats; every token of the text is in one window.
    public var windows: [LossSum]
    /// Bytes of the raw text that were scored.
    public var byteCount: Int
    /// Bytes at the beginning that were not, where the vocabulary has no token to stand before the first.
    public var unscoredBytes: Int

    /// A score.
    public init(windows: [LossSum], byteCount: Int, unscoredBytes: Int = 0) {
        self.windows = windows
        self.byteCount = byteCount
        self.unscoredBytes = unscoredBytes
    }

    /// All windows together.
    public var loss: LossSum { windows.reduce(LossSum(), +) }

    /// The sum of log p, in nats.
    public var logLikelihood: Double { -loss.nats }

    /// Bits for each byte of the raw text.
    public var bitsPerByte: Double { loss.nats / log(2) / Double(max(byteCount, 1)) }
}
