import Tensors

/// The feed-forward layer: one product up (gate and up together where there is a gate), an activation, one down.
struct FeedForward {
    let usesGate: Bool
    let activation: Activation
    /// [gate | up, hidden], or [up, hidden] without a gate.
    let up: Parameter
    let upBias: Parameter?
    let down: Parameter
    let downBias: Parameter?

    /// A layer named `name` that is `width` wide between its products.
    init(_ configuration: ModelConfiguration, name: String, width: Int) {
        usesGate = configuration.usesGate
        activation = configuration.activation
        let hidden = configuration.hiddenSize, biased = configuration.usesFeedForwardBias
        let first = "\(name).\(usesGate ? "gate_up_proj" : "up_proj")", rows = usesGate ? 2 * width : width
        up = Parameter(name: "\(first).weight", shape: [rows, hidden])
        upBias = biased ? Parameter(name: "\(first).bias", shape: [rows]) : nil
        down = Parameter(name: "\(name).down_proj.weight", shape: [hidden, width])
        downBias = biased ? Parameter(name: "\(name).down_proj.bias", shape: [hidden]) : nil
    }

    /// The layer applied to the rows of `input`, added to `residual` where there is one; float32 in either case.
    func callAsFunction(_ input: LayerInput, residual: Variable?, _ pass: ForwardPass) -> Variable {
        let activated =
            usesGate
            ? input.gatedLinear(weight: up, bias: upBias, activation, pass)
            : pass.tape.activate(input.linear(weight: up, bias: upBias, pass), activation)
        return pass.linear(activated, weight: down, bias: downBias, residual: residual, float32: true)
    }

    /// The parameters in the order of their use.
    var parameters: [Parameter] { [up, upBias, down, downBias].compactMap { $0 } }
}
