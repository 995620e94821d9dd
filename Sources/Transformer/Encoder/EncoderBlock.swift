import Tensors

/// Attention both ways, then a feed-forward layer, each added to its input and normalized after that.
struct EncoderBlock {
    let activation: Activation
    /// [queries | keys | values, hidden].
    let heads: EncoderProjection
    let attentionOutput: EncoderProjection
    let attentionNorm: EncoderNorm
    let up: EncoderProjection
    let down: EncoderProjection
    let outputNorm: EncoderNorm

    init(_ configuration: EncoderConfiguration, names: EncoderNames) {
        let hidden = configuration.hiddenSize, width = configuration.intermediateSize
        activation = configuration.activation
        heads = EncoderProjection(names.heads, from: hidden, to: 3 * hidden)
        attentionOutput = EncoderProjection(names.attentionOutput, from: hidden, to: hidden)
        attentionNorm = EncoderNorm(names.attentionNorm, configuration)
        up = EncoderProjection(names.up, from: hidden, to: width)
        down = EncoderProjection(names.down, from: width, to: hidden)
        outputNorm = EncoderNorm(names.outputNorm, configuration)
    }

    func callAsFunction(_ x: Variable, _ shape: AttentionShape, _ tape: Tape) -> Variable {
        let mixed = tape.attention(heads(tape.rounded(x), tape), shape)
        let attended = attentionNorm(attentionOutput(mixed, residual: x, tape), tape)
        let activated = tape.activate(up(tape.rounded(attended), tape), activation)
        return outputNorm(down(activated, residual: attended, tape), tape)
    }

    /// The parameters in the order of their use.
    var parameters: [Parameter] {
        [heads.parameters, attentionOutput.parameters, attentionNorm.parameters, up.parameters, down.parameters]
            .flatMap { $0 } + outputNorm.parameters
    }
}
