import Foundations
import Tensors
import Testing

@Suite("Dropout before an update of low rank")
struct RowDropoutTests {
    private let x = Parameter("x", [10, 12], seed: 80)
    private let weight = Parameter("weight", [9, 12], seed: 81, scale: 0.3)
    private let narrowing = Parameter("A", [5, 12], seed: 82, scale: 0.3)
    private let first = Parameter("first B", [4, 2], seed: 83)
    private let last = Parameter("last B", [3, 3], seed: 84)
    private let dropout = RowDropout(probability: 0.4, seed: 85, rows: Array(70..<80))

    private func update(_ dropout: RowDropout?) -> LowRankUpdate {
        var update = LowRankUpdate(
            narrowing: narrowing,
            parts: [
                .init(rows: 0..<4, ranks: 0..<2, widening: first, scale: 2),
                .init(rows: 6..<9, ranks: 2..<5, widening: last, scale: 0.5),
            ])
        update.dropout = dropout
        return update
    }

    /// 1 where an element stays, 0 where it falls away.
    private func mask(_ dropout: RowDropout, width: Int, device: CPUDevice = .shared) -> [Float] {
        let ones = Tensor(Array(repeating: 1, count: dropout.rows.count * width), shape: [dropout.rows.count, width])
        device.drop(dropout, from: ones, into: ones)
        return ones.values
    }

    @Test("A share of the elements falls away, others of every row, column, seed and step; the rest keeps its bits")
    func share() {
        for probability in [0.0, 0.1, 0.5, 0.9] {
            let found = mask(RowDropout(probability: probability, seed: 3, rows: Array(0..<400)), width: 101)
            let share = Double(found.count { $0 == 0 }) / Double(found.count)
            #expect(abs(share - probability) < 0.01, "\(share)")
            #expect(Set(found).isSubset(of: [0, 1]))
        }
        let some = mask(dropout, width: 64), rows = (0..<10).map { Array(some[$0 * 64..<($0 + 1) * 64]) }
        #expect(Set(rows).count == 10)
        #expect(mask(RowDropout(probability: 0.4, seed: 86, rows: Array(70..<80)), width: 64) != some)
        #expect(abs(dropout.scale * 0.6 - 1) < 1e-4)
    }

    @Test("What falls away depends on the row's number alone: not on its neighbours, the type or the threads")
    func rows() {
        let whole = mask(dropout, width: 33)
        for range in [0..<3, 3..<4, 4..<10] {
            let part = mask(RowDropout(probability: 0.4, seed: 85, rows: range.map { 70 + $0 }), width: 33)
            #expect(part == Array(whole[range.lowerBound * 33..<range.upperBound * 33]))
        }
        #expect(mask(dropout, width: 33, device: CPUDevice(threadCount: 3)) == whole)
        var generator = SplitMix64(seed: 87)
        let source = Tensor.random(&generator, [10, 33], .bfloat16),
            target = Tensor.random(&generator, [10, 33], .bfloat16)
        CPUDevice.shared.drop(dropout, from: source, into: target)
        #expect(target.values == zip(source.values, whole).map { $0 * $1 })
    }

    @Test("The product is that of the input whole, and of what is left of it through the update")
    func closedForm() {
        let tape = Tape(mode: .training)
        let found = tape.linear(tape.variable(x.value), weight: weight, update: update(dropout)).value.values
        let mask = mask(dropout, width: 12), input = x.value.values, a = narrowing.value.values
        for row in 0..<10 {
            for column in 0..<9 {
                var expected: Float = 0
                for inner in 0..<12 { expected += input[row * 12 + inner] * weight.value.values[column * 12 + inner] }
                for part in update(nil).parts where part.rows.contains(column) {
                    for (rank, source) in part.ranks.enumerated() {
                        var narrow: Float = 0
                        for inner in 0..<12 {
                            narrow += mask[row * 12 + inner] * input[row * 12 + inner] * a[source * 12 + inner]
                        }
                        let b = part.widening.value.values[(column - part.rows.lowerBound) * part.ranks.count + rank]
                        expected += part.scale * dropout.scale * b * narrow
                    }
                }
                #expect(abs(found[row * 9 + column] - expected) < 1e-4)
            }
        }
        // The test could not tell otherwise.
        let whole = tape.linear(tape.variable(x.value), weight: weight, update: update(nil)).value.values
        #expect(zip(whole, found).contains { abs($0 - $1) > 0.1 })
    }

    @Test("The gradients agree with finite differences")
    func gradients() {
        weight.isTrainable = false
        let update = update(dropout)
        let check = GradientCheck(parameters: [x] + update.parameters) { tape in
            tape.projection(of: tape.linear(tape.activations(tape.rows(of: x)), weight: weight, update: update))
        }
        check.expectAgreement()
        check.expectBFloat16Agrees()
    }

    @Test("So do those beneath a cross-entropy and beneath log-probabilities, with the same mask in both directions")
    func outputs() {
        weight.isTrainable = false
        let update = update(dropout), targets: [Int32] = [0, 3, -1, 8, 2, 5, 5, 1, 7, 6]
        var check = GradientCheck(parameters: [x] + update.parameters) { tape in
            tape.linearCrossEntropy(
                tape.rows(of: x), weight: weight, targets: targets, scale: 1, softcap: 4, update: update
            ).nats
        }
        check.step = 0.005
        check.expectAgreement()
        var other = GradientCheck(parameters: [x] + update.parameters) { tape in
            let values = tape.logProbabilities(
                tape.rows(of: x), weight: weight, targets: targets, softcap: 4, update: update)
            if tape.mode == .training {
                tape.seed(values, gradient: Tensor(Array(repeating: 1, count: 10), shape: [10]))
            }
            return values.value.values.reduce(0) { $0 + Double($1) }
        }
        other.step = 0.005
        other.expectAgreement()
    }
}
