import Foundation
public import Tensors
public import Transformer

/// What models make of given texts: how well one predicts them, and how far two are from each other along them.
///
/// Every text passes through alone, in float32 sums over the whole vocabulary, so that no result depends on the others.
public struct TextMeasure {
    private let device: any ComputeDevice
    private let precision: Precision

    public init(device: any ComputeDevice = CPUDevice.shared, precision: Precision = .float32) {
        self.device = device
        self.precision = precision
    }

    /// The mean loss of the measured tokens, in nats a token; its error is that over texts.
    ///
    /// - Throws: ``Transformer/ModelError`` where a text does not fit the model.
    public func loss(of texts: [MarkedText], under model: CausalLM) throws -> ScoreEstimate {
        try ratio(of: texts) { text in
            let logits = try logits(of: text, under: model)
            return text.positions.map { -logits.logProbabilities(at: $0)[Int(text.tokens[$0 + 1])] }
        }
    }

    /// The mean divergence KL(model || reference) of the distributions from which the measured tokens are drawn, in nats
    /// a token; its error is that over texts.
    ///
    /// Where the model wrote the texts itself, this is how far it moved along its own path.
    ///
    /// - Throws: ``Transformer/ModelError`` where a text does not fit a model.
    public func divergence(
        of model: CausalLM, from reference: CausalLM, along texts: [MarkedText]
    ) throws -> ScoreEstimate {
        try ratio(of: texts) { text in
            let (own, other) = (try logits(of: text, under: model), try logits(of: text, under: reference))
            return text.positions.map { position in
                let (p, q) = (own.logProbabilities(at: position), other.logProbabilities(at: position))
                return zip(p, q).reduce(0) { $0 + exp($1.0) * ($1.0 - $1.1) }
            }
        }
    }

    private func ratio(of texts: [MarkedText], _ values: (MarkedText) throws -> [Double]) rethrows -> ScoreEstimate {
        ScoreEstimate(
            ratioOf: try texts.filter { !$0.positions.isEmpty }.map { text in
                let values = try values(text)
                return (above: values.reduce(0, +), below: Double(values.count))
            })
    }

    private func logits(of text: MarkedText, under model: CausalLM) throws -> LogitTable {
        let tape = Tape(device: device, mode: .generation, precision: precision)
        let cache = KVCache(configuration: model.configuration, capacity: text.tokens.count)
        let tensor = try model.logits(of: text.tokens, cache: cache, rows: .all, tape: tape)
        return LogitTable(values: tensor.values, columns: tensor.shape[1])
    }
}
