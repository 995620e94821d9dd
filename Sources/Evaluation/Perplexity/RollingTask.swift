import Foundation
import Tensors

/// How well a model foresees whole texts: every token once, in windows that overlap.
///
/// Bits per byte count the bytes of the raw text, so that vocabularies may be compared. The standard errors come from
/// how the windows differ: of nats a token as a ratio of sums, the others in proportion to it.
public struct RollingTask: EvaluationTask {
    public let name = "perplexity"
    /// Tokens of a window; nil for as many as the model reads.
    public let window: Int?
    /// Tokens of context that a window takes over from the one before.
    public let overlap: Int

    /// The task.
    public init(window: Int? = nil, overlap: Int = 1) {
        self.window = window
        self.overlap = overlap
    }

    public func outcomes(of samples: [TextSample], by model: any EvaluatedModel) async throws -> [TextOutcome] {
        let scores = try await model.rollingLogLikelihoods(
            of: samples.map { RollingRequest(bytes: $0.bytes, window: window, overlap: overlap) })
        return zip(samples, scores).map { TextOutcome(origin: $0.origin, score: $1) }
    }

    public func report(on outcomes: [TextOutcome]) -> EvaluationReport {
        let windows = outcomes.flatMap(\.score.windows)
        let loss = ScoreEstimate(ratioOf: windows.map { (above: $0.nats, below: Double($0.tokens)) })
        let perplexity = exp(loss.value)
        let bytes = outcomes.reduce(0) { $0 + $1.score.byteCount }
        let bits = outcomes.reduce(0) { $0 + $1.score.loss.nats } / log(2) / Double(max(bytes, 1))
        let unscored = outcomes.reduce(0) { $0 + $1.score.unscoredBytes }
        let relative = loss.standardError.map { $0 / max(loss.value, .leastNormalMagnitude) }
        return EvaluationReport(
            task: name,
            metrics: [
                EvaluationMetric(
                    "perplexity",
                    ScoreEstimate(
                        value: perplexity, standardError: loss.standardError.map { $0 * perplexity },
                        count: windows.count), unit: .number),
                EvaluationMetric(
                    "bits per byte",
                    ScoreEstimate(value: bits, standardError: relative.map { $0 * bits }, count: windows.count),
                    unit: .number),
                EvaluationMetric("nats per token", loss, unit: .number),
            ],
            notes: unscored == 0
                ? []
                : [
                    "\(unscored) bytes at the beginning of texts were not scored: the vocabulary "
                        + "has no token to stand before them"
                ])
    }
}
