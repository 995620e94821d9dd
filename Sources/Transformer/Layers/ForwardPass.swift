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
    /// Who looks on.
    let observer: ForwardObserver?

    /// The angles of a layer.
    func table(ofLayer layer: Int) -> RotaryTable { rotary[layer].table(positions: end) }
}
