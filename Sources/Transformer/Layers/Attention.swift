import Tensors

/// Causal self-attention with grouped queries: one product for queries, keys and values, one for the output.
struct Attention {
    let configuration: ModelConfiguration
    let layer: Int
    /// [queries | keys | values, hidden].
    let heads: Parameter
    let headsBias: Parameter?
    let output: Parameter
    let outputBias: Parameter?
    let queryNorm: Parameter?
    let keyNorm: Parameter?

    init(_ configuration: ModelConfiguration, layer: Int) {
        self.configuration = configuration
        self.layer = layer
        let name = "model.layers.\(layer).self_attn"
        let width = configuration.queryWidth + 2 * configuration.keyValueWidth
        heads = Parameter(name: "\(name).qkv_proj.weight", shape: [width, configuration.hiddenSize])
        headsBias =
            configuration.usesQueryKeyValueBias ? Parameter(name: "\(name).qkv_proj.bias", shape: [width]) : nil
        output = Parameter(
            name: "\(name).o_proj.weight", shape: [configuration.hiddenSize, configuration.queryWidth])
        outputBias =
            configuration.usesOutputBias
            ? Parameter(name: "\(name).o_proj.bias", shape: [configuration.hiddenSize]) : nil
        let size = [configuration.headSize]
        queryNorm = configuration.usesQKNorm ? Parameter(name: "\(name).q_norm.weight", shape: size) : nil
        keyNorm = configuration.usesQKNorm ? Parameter(name: "\(name).k_norm.weight", shape: size) : nil
    }

    /// The attention of the normalized rows `x`, added to `residual`.
    func callAsFunction(_ x: Variable, residual: Variable, _ pass: ForwardPass) -> Variable {
        let tape = pass.tape, queryHeads = configuration.attentionHeadCount
        let projected = tape.linear(x, weight: heads, bias: headsBias)
        let rotated = tape.rotate(
            projected,
            [
                rotation(of: 0, count: queryHeads, norm: queryNorm, pass),
                rotation(of: queryHeads, count: configuration.keyValueHeadCount, norm: keyNorm, pass),
            ])
        let mixed =
            switch pass.span {
            case .sequences(let shape): tape.attention(rotated, shape)
            case .cache(let cache, let positions):
                tape.attention(
                    rotated, cache: cache.layers[layer],
                    CachedAttentionShape(
                        positions: positions, queryHeads: queryHeads,
                        scale: 1 / Float(configuration.headSize).squareRoot()))
            }
        return tape.linear(mixed, weight: output, bias: outputBias, residual: residual)
    }

    private func rotation(of first: Int, count: Int, norm: Parameter?, _ pass: ForwardPass) -> HeadRotation {
        HeadRotation(
            firstHead: first, heads: count, size: configuration.headSize, positions: pass.positions,
            table: pass.table, weight: norm, epsilon: configuration.normEpsilon)
    }
}
