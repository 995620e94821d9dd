import Tensors

/// The gated feed-forward layer: one product for gate and up, one down.
struct FeedForward {
    /// [gate | up, hidden].
    let gateUp: Parameter
    let gateUpBias: Parameter?
    let down: Parameter
    let downBias: Parameter?

    init(_ configuration: ModelConfiguration, layer: Int) {
        let name = "model.layers.\(layer).mlp"
        let hidden = configuration.hiddenSize, width = configuration.intermediateSize
        let biased = configuration.usesFeedForwardBias
        gateUp = Parameter(name: "\(name).gate_up_proj.weight", shape: [2 * width, hidden])
        gateUpBias = biased ? Parameter(name: "\(name).gate_up_proj.bias", shape: [2 * width]) : nil
        down = Parameter(name: "\(name).down_proj.weight", shape: [hidden, width])
        downBias = biased ? Parameter(name: "\(name).down_proj.bias", shape: [hidden]) : nil
    }

    /// The layer applied to the normalized rows `x`, added to `residual`.
    func callAsFunction(_ x: Variable, residual: Variable, _ pass: ForwardPass) -> Variable {
        let activated = pass.tape.gatedActivation(pass.tape.linear(x, weight: gateUp, bias: gateUpBias), .silu)
        return pass.tape.linear(activated, weight: down, bias: downBias, residual: residual)
    }
}
