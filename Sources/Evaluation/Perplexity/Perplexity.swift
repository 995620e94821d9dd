import Foundation
public import Tensors
public import Transformer

/// How well a model foresees a text, window by window.
///
/// The text's tokens are cut into windows that do not overlap; each begins with the token that begins a text, where there
/// is one, and every token after a window's first is scored. That is what the field's engines measure, so that figures can
/// be set side by side.
public struct Perplexity: Sendable {
    /// -log p of the scored tokens, in nats.
    public private(set) var loss = LossSum()
    /// The mean of each window.
    private var windowMeans: [Double] = []

    /// Nothing measured yet.
    public init() {}

    /// e to the mean loss: how many tokens the model wavers between.
    public var value: Double { exp(loss.mean) }

    /// Windows measured.
    public var windowCount: Int { windowMeans.count }

    /// The standard error of ``value``, from how the windows differ; nil for fewer than two.
    public var standardError: Double? {
        let count = Double(windowMeans.count)
        guard count > 1 else { return nil }
        let mean = windowMeans.reduce(0, +) / count
        let variance = windowMeans.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
        return value * (variance / count).squareRoot()
    }

    /// Bits for each byte of a text of `byteCount` bytes that was scored whole.
    public func bitsPerByte(byteCount: Int) -> Double { loss.nats / log(2) / Double(max(byteCount, 1)) }

    /// Cuts `tokens` into windows of `size` tokens, each with `beginning` before it where that is given; a last window of
    /// one token is left out, since nothing in it is scored.
    public static func windows(of tokens: [Int32], size: Int, beginning: Int32?) -> [[Int32]] {
        precondition(size > 1, "a window of \(size) tokens scores nothing")
        let taken = beginning == nil ? size : size - 1
        return stride(from: 0, to: tokens.count, by: taken).compactMap { start in
            let window = (beginning.map { [$0] } ?? []) + tokens[start..<min(tokens.count, start + taken)]
            return window.count > 1 ? window : nil
        }
    }

    /// Adds a window of at least two tokens, all in the model's vocabulary.
    public mutating func add(_ window: [Int32], model: CausalLM, tape: Tape) {
        let targets = window.dropFirst() + [-1]
        let sum = model.loss(
            tokens: window, targets: Array(targets), sequences: 1, length: window.count, scale: 1, tape: tape)
        tape.reset()
        loss = loss + sum
        windowMeans.append(sum.mean)
    }
}
