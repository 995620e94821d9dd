import Tensors

/// What every layer needs to know of the pass it takes part in.
struct ForwardPass {
    /// Where positions find the keys they attend to.
    enum Span {
        /// Whole sequences, each for itself.
        case sequences(AttentionShape)
        /// New positions of several sequences, each over all that its cache holds.
        case cache([KVSpan])
    }

    let tape: Tape
    let span: Span
    /// The position of each row.
    let positions: [Int32]
    let rotary: LayerRotations
    /// Positions that the rotary tables must reach.
    let end: Int
    /// What is laid over the weights.
    let adapter: LoRAAdapter?
    /// What falls away of the inputs of the adapter.
    var dropout: AdapterDropout?
    /// Who looks on.
    let observer: ForwardObserver?

    /// The angles of a layer.
    func table(ofLayer layer: Int) -> RotaryTable { rotary[layer].table(positions: end) }

    /// The product with a weight as the adapter changes it; see ``Tape/linear(_:weight:bias:residual:float32:update:)``.
    func linear(
        _ x: Variable, weight: Parameter, bias: Parameter?, residual: Variable? = nil, float32: Bool = false
    ) -> Variable {
        tape.linear(
            x, weight: weight, bias: bias, residual: residual, float32: float32, update: update(of: weight))
    }

    /// What the adapter adds to a weight.
    func update(of weight: Parameter) -> LowRankUpdate? { adapter?.update(of: weight, dropout: dropout) }

    /// The same pass for layers that get some of its rows alone.
    func selecting(_ rows: @autoclosure () -> [Int]) -> ForwardPass {
        guard let dropout else { return self }
        var pass = self
        pass.dropout = dropout.selecting(rows())
        return pass
    }
}
