/// A change of low rank to the weight of a linear layer: y = x Wᵀ becomes x Wᵀ + scale * (x Aᵀ) Bᵀ.
///
/// Source: Hu et al., "LoRA: Low-rank adaptation of large language models" (2021), equation 3. Where several layers are one
/// weight in memory, as queries, keys and values are, each is a part with ranks of its own.
public struct LowRankUpdate: Sendable {
    /// What changes some rows of the weight.
    public struct Part: Sendable {
        /// The rows of the weight, which are columns of the result.
        public let rows: Range<Int>
        /// The rows of ``LowRankUpdate/narrowing`` that belong to them.
        public let ranks: Range<Int>
        /// B: [rows, ranks].
        public let widening: Parameter
        /// The factor on the product.
        public let scale: Float

        /// A change of `rows` through `ranks`.
        public init(rows: Range<Int>, ranks: Range<Int>, widening: Parameter, scale: Float) {
            precondition(widening.shape == [rows.count, ranks.count], "\(widening.name) of shape \(widening.shape)")
            self.rows = rows
            self.ranks = ranks
            self.widening = widening
            self.scale = scale
        }
    }

    /// A of all parts, one below the other: [ranks, in].
    public let narrowing: Parameter
    /// The parts, which change different rows.
    public let parts: [Part]
    /// What of the input falls away before it meets A; nil: nothing.
    public var dropout: RowDropout?

    /// A change of some parts.
    public init(narrowing: Parameter, parts: [Part]) {
        precondition(parts.allSatisfy { $0.ranks.upperBound <= narrowing.shape[0] }, "ranks of \(narrowing.name)")
        self.narrowing = narrowing
        self.parts = parts
    }

    /// The same for some of the rows of the input.
    func selecting(_ rows: Range<Int>) -> LowRankUpdate {
        guard let dropout else { return self }
        var update = self
        update.dropout = dropout.selecting(rows)
        return update
    }

    /// All that is learned.
    public var parameters: [Parameter] { [narrowing] + parts.map(\.widening) }
}
