import Foundations
import Tensors

/// What falls away of the inputs of an adapter in a pass that trains it.
///
/// Layers that are one weight in memory, such as queries, keys and values, read one input and lose the same of it.
struct AdapterDropout {
    private let probability: Double
    private let seed: UInt64
    /// The number of each row in its step.
    private var rows: [Int]

    /// What falls away on a tape; nil where nothing does: without an adapter that asks for it, and outside of training.
    init?(_ adapter: LoRAAdapter?, rows count: Int, tape: Tape) {
        guard let probability = adapter?.configuration.dropout, probability > 0, tape.mode == .training,
            let draws = tape.draws
        else { return nil }
        self.probability = probability
        seed = draws.seed
        rows = Array(draws.firstRow..<draws.firstRow + count)
    }

    /// The same where only some of the rows go on.
    func selecting(_ places: [Int]) -> AdapterDropout {
        var result = self
        result.rows = places.map { rows[$0] }
        return result
    }

    /// The draws before `weight`.
    func draws(before weight: Parameter) -> RowDropout {
        RowDropout(probability: probability, seed: StableHash.xxh64(weight.name, seed: seed), rows: rows)
    }
}
