import Foundations
import Tensors
import Testing

@Suite("A loss whose rows have weights")
struct WeightedLossTests {
    private let rows = Parameter("rows", [10, 12], seed: 70)
    private let vocabulary = Parameter("vocabulary", [17, 12], seed: 71, scale: 0.5)
    private let targets: [Int32] = [0, 16, -1, 3, 3, 8, -100, 1, 2, 15]
    private let weights: [Float] = [1, 0.5, 1, 0.5, 0.5, 0, 0.25, 1, 0.75, 1]

    private func check(
        _ targets: [Int32], _ weights: [Float]?, softcap: Float? = nil, scale: Float = 0.25
    ) -> GradientCheck {
        GradientCheck(parameters: [rows, vocabulary]) { tape in
            tape.linearCrossEntropy(
                tape.rows(of: rows), weight: vocabulary, targets: targets, scale: scale, softcap: softcap,
                rowWeights: weights
            ).nats * Double(scale)
        }
    }

    private func sum(_ targets: [Int32], _ weights: [Float]?) -> LossSum {
        let tape = Tape(mode: .evaluation)
        return tape.linearCrossEntropy(
            tape.rows(of: rows), weight: vocabulary, targets: targets, scale: 0, rowWeights: weights)
    }

    @Test("Its gradients agree with finite differences", arguments: [nil, 1.5] as [Float?])
    func gradients(softcap: Float?) {
        check(targets, weights, softcap: softcap).expectAgreement()
    }

    @Test("It is the sum of the losses of the rows, each times its weight")
    func value() {
        let found = sum(targets, weights)
        var expected = 0.0
        for row in targets.indices {
            var alone = [Int32](repeating: -1, count: targets.count)
            alone[row] = targets[row]
            expected += Double(weights[row]) * sum(alone, nil).nats
        }
        #expect(abs(found.nats - expected) < 1e-12 && found.nats > 0)
        #expect(found.tokens == 8)
    }

    @Test("Where all weights are 1, it has the bits of a loss without weights")
    func ones() {
        let ones = [Float](repeating: 1, count: targets.count)
        #expect(sum(targets, ones) == sum(targets, nil))
        #expect(check(targets, ones, scale: 0.3).gradients() == check(targets, nil, scale: 0.3).gradients())
    }

    @Test("A row of weight 0 moves nothing, as one without a target")
    func zeros() {
        let zeros = targets.indices.map { Float($0 % 3 == 0 ? 0 : 1) }
        let without = targets.enumerated().map { $0 % 3 == 0 ? -1 : $1 }
        #expect(sum(targets, zeros).nats == sum(without, nil).nats)
        #expect(check(targets, zeros).gradients() == check(without, nil).gradients())
    }
}
