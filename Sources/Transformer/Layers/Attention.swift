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
        let together = configuration.normalizesHeadsTogether, isNormed = configuration.usesQKNorm
        let queries = together ? configuration.queryWidth : configuration.headSize
        let keys = together ? configuration.keyValueWidth : configuration.headSize
        queryNorm = isNormed ? Parameter(name: "\(name).q_norm.weight", shape: [queries]) : nil
        keyNorm = isNormed ? Parameter(name: "\(name).k_norm.weight", shape: [keys]) : nil
    }

    /// The attention of the rows of `input`, added to `residual` where there is one; float32 in either case.
    func callAsFunction(_ input: LayerInput, residual: Variable?, _ pass: ForwardPass) -> Variable {
        let tape = pass.tape, projected = input.linear(weight: heads, bias: headsBias, pass)
        let window = configuration.window(ofLayer: layer), softcap = configuration.attentionSoftcap
        var heads = projected
        var rotations = rotations(pass)
        // All but the last happen before; the last goes with attention, where there is a cache.
        let last = rotations.popLast() ?? []
        for rotation in rotations { heads = tape.rotate(heads, rotation) }
        let mixed: Variable
        switch pass.span {
        case .sequences(var shape):
            (shape.window, shape.softcap) = (window, softcap)
            if !last.isEmpty { heads = tape.rotate(heads, last) }
            mixed = tape.attention(heads, shape)
        case .cache(let spans):
            let shape = CachedAttentionShape(
                layer: layer, queryHeads: configuration.attentionHeadCount, scale: configuration.attentionScale,
                window: window, softcap: softcap)
            mixed = tape.attention(heads, last, spans: spans, shape)
        }
        pass.observer?.heads?(layer, heads.value)
        return pass.linear(mixed, weight: output, bias: outputBias, residual: residual, float32: true)
    }

    /// How queries and keys are normalized and turned by their positions, one operation after another, as far as the
    /// configuration asks for either.
    private func rotations(_ pass: ForwardPass) -> [[HeadRotation]] {
        let table = configuration.turnsHeads(inLayer: layer) ? pass.table(ofLayer: layer) : nil
        let queries = configuration.attentionHeadCount, keys = configuration.keyValueHeadCount
        let size = configuration.headSize
        guard configuration.normalizesHeadsTogether else {
            guard table != nil || queryNorm != nil else { return [] }
            return [
                [
                    rotation(of: 0, count: queries, size: size, norm: queryNorm, table, pass),
                    rotation(of: queries, count: keys, size: size, norm: keyNorm, table, pass),
                ]
            ]
        }
        // All heads together are one wide head, which is normalized and not turned.
        let normalized = [
            rotation(of: 0, count: 1, size: queries * size, norm: queryNorm, nil, pass),
            rotation(of: queries / keys, count: 1, size: keys * size, norm: keyNorm, nil, pass),
        ]
        guard table != nil else { return [normalized] }
        return [normalized, [rotation(of: 0, count: queries + keys, size: size, norm: nil, table, pass)]]
    }

    private func rotation(
        of first: Int, count: Int, size: Int, norm: Parameter?, _ table: RotaryTable?, _ pass: ForwardPass
    ) -> HeadRotation {
        HeadRotation(
            firstHead: first, heads: count, size: size, positions: pass.positions, table: table, weight: norm,
            offset: configuration.normOffset, epsilon: configuration.normEpsilon)
    }

    /// The parameters in the order of their use.
    var parameters: [Parameter] {
        [heads, headsBias, queryNorm, keyNorm, output, outputBias].compactMap { $0 }
    }
}
