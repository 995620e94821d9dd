import Foundation
import Tensors

/// How probable a model holds one token in its place.
package struct TokenScore: Sendable, Hashable {
    /// The natural logarithm of its probability.
    package let logProbability: Double
    /// Whether no token is more probable, and of equals none has a lower id.
    package let isGreedy: Bool

    /// Looks `token` up in the logits of its place; nil where they are broken.
    ///
    /// log p = logit - highest - log sum e^(logit - highest): terms in single precision, all else in double.
    package init?(of token: Int32, in logits: UnsafeBufferPointer<Float>) {
        let row = LogitRow(logits)
        var maxima: [Float] = []
        guard let finite = row.findMaxima(&maxima), finite > 0, let highest = maxima.max() else { return nil }
        let own = logits[Int(token)]
        logProbability = Double(own) - Double(highest) - log(row.exponentialSum(below: highest))
        isGreedy = own == highest && logits.firstIndex(of: highest) == Int(token)
    }
}
