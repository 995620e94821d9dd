import Tensors

/// Attention, then the feed-forward layer, each beside a residual, with norms before, after or around.
struct TransformerBlock {
    let attentionNorm: Norm?
    let attention: Attention
    let attentionOutputNorm: Norm?
    let feedForwardNorm: Norm?
    let feedForward: FeedForwardLayer
    let feedForwardOutputNorm: Norm?

    init(_ configuration: ModelConfiguration, layer: Int) {
        let name = "model.layers.\(layer)", placement = configuration.normPlacement
        func norm(_ part: String, _ isThere: Bool) -> Norm? {
            isThere ? Norm(configuration, name: "\(name).\(part)") : nil
        }
        // Named as in Llama, where norms stand before.
        attentionNorm = norm("input_layernorm", placement != .after)
        attention = Attention(configuration, layer: layer)
        attentionOutputNorm = norm("attention_output_layernorm", placement != .before)
        feedForwardNorm = norm("post_attention_layernorm", placement != .after)
        feedForward = FeedForwardLayer(configuration, layer: layer)
        feedForwardOutputNorm = norm("feedforward_output_layernorm", placement != .before)
    }

    func callAsFunction(_ x: Variable, _ pass: ForwardPass) -> Variable {
        let attended = add(attentionOutputNorm, to: x, pass) { residual in
            attention(LayerInput(x, norm: attentionNorm), residual: residual, pass)
        }
        return add(feedForwardOutputNorm, to: attended, pass) { residual in
            let input = LayerInput(attended, norm: feedForwardNorm)
            return switch feedForward {
            case .dense(let layer): layer(input, residual: residual, pass)
            // A mixture is always added to something.
            case .experts(let mixture):
                mixture(input.rows(pass), residual: residual ?? pass.tape.zeros(like: attended), pass)
            }
        }
    }

    /// `x` plus what the layer makes, normalized where a norm stands after; without one the layer adds it by itself.
    private func add(
        _ norm: Norm?, to x: Variable, _ pass: ForwardPass, _ layer: (_ residual: Variable?) -> Variable
    ) -> Variable {
        norm.map { $0(layer(nil), residual: x, pass) } ?? layer(x)
    }

    /// The parameters in the order of their use.
    var parameters: [Parameter] {
        (attentionNorm?.parameters ?? []) + attention.parameters + (attentionOutputNorm?.parameters ?? [])
            + (feedForwardNorm?.parameters ?? []) + feedForward.parameters + (feedForwardOutputNorm?.parameters ?? [])
    }
}
