import Tensors

/// The two matrices of a linear layer's adapter.
struct LoRAModule: Sendable {
    /// The layer's path in transformers.
    let name: String
    /// The name of the weight that is changed, and which of its rows.
    let weightName: String
    let part: LowRankUpdate.Part
    /// How the weight lies in the model's files.
    let layout: WeightLayout
    /// A of all layers that share the weight.
    let narrowing: Parameter

    /// A: [rank, in], sharing the parameter's memory.
    var a: Tensor { narrowing.value.rows(part.ranks) }
    /// B: [out, rank].
    var b: Tensor { part.widening.value }

    /// Both, under the names that PEFT gives them.
    var matrices: [(name: String, values: Tensor)] { Array(zip(Self.names(of: name), [a, b])).map { ($0, $1) } }

    /// The names of A and B of the layer `name`.
    static func names(of name: String) -> [String] { ["\(name).lora_A.weight", "\(name).lora_B.weight"] }

    /// Adds the change to the layer's weight: [out, in].
    func addChange(to weight: Tensor) {
        let width = weight.columns
        withUnsafeTemporaryAllocation(of: Float.self, capacity: width) { change in
            for row in 0..<weight.rows {
                self.change(ofRow: row, into: change)
                for column in 0..<width { weight.floats[row * width + column] += change[column] }
            }
        }
    }

    /// What the adapter adds to row `row` of the layer's weight, computed into `sum` [in].
    func change(ofRow row: Int, into sum: UnsafeMutableBufferPointer<Float>) {
        let a = self.a, b = self.b, rank = part.ranks.count, width = sum.count
        sum.update(repeating: 0)
        withExtendedLifetime((a, b)) {
            for index in 0..<rank {
                let factor = b.floats[row * rank + index]
                let source = UnsafeBufferPointer(rebasing: a.floats[index * width..<(index + 1) * width])
                for column in 0..<width { sum[column] += factor * source[column] }
            }
        }
        for column in 0..<width { sum[column] *= part.scale }
    }
}
