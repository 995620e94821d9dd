public import Foundations
import Tensors

/// How well a model foresaw a text.
public struct TextOutcome: EvaluationOutcome, Equatable {
    /// Where the text was read.
    public let origin: String
    /// How probable the model held it.
    public let score: RollingScore

    public var record: JSONValue {
        [
            "text": .string(origin), "nats": .number(score.loss.nats), "tokens": .integer(score.loss.tokens),
            "bytes": .integer(score.byteCount), "bits_per_byte": .number(score.bitsPerByte),
            "windows": .array(score.windows.map { .number($0.mean) }),
        ]
    }
}
