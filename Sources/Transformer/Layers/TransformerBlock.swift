import Tensors

/// Attention, then the feed-forward layer, each behind a norm and beside a residual.
struct TransformerBlock {
    let attentionNorm: RMSNorm
    let attention: Attention
    let feedForwardNorm: RMSNorm
    let feedForward: FeedForward

    init(_ configuration: ModelConfiguration, layer: Int) {
        let name = "model.layers.\(layer)"
        let width = configuration.hiddenSize, epsilon = configuration.normEpsilon
        attentionNorm = RMSNorm(name: "\(name).input_layernorm.weight", width: width, epsilon: epsilon)
        attention = Attention(configuration, layer: layer)
        feedForwardNorm = RMSNorm(name: "\(name).post_attention_layernorm.weight", width: width, epsilon: epsilon)
        feedForward = FeedForward(configuration, layer: layer)
    }

    func callAsFunction(_ x: Variable, _ pass: ForwardPass) -> Variable {
        let attended = attention(attentionNorm(x, pass), residual: x, pass)
        return feedForward(feedForwardNorm(attended, pass), residual: attended, pass)
    }

    /// The parameters in the order of their use.
    var parameters: [Parameter] {
        [
            attentionNorm.weight, attention.heads, attention.headsBias, attention.queryNorm, attention.keyNorm,
            attention.output, attention.outputBias, feedForwardNorm.weight, feedForward.gateUp,
            feedForward.gateUpBias, feedForward.down, feedForward.downBias,
        ].compactMap { $0 }
    }
}
