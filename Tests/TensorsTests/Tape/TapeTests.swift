import Foundations
import Tensors
import Testing

@Suite("The tape")
struct TapeTests {
    private let x = Parameter("x", [5, 6], seed: 70), weight = Parameter("weight", [7, 6], seed: 71)
    private let norm = Parameter("norm", [6], seed: 72)

    private func result(on tape: Tape) -> Tensor {
        tape.linear(tape.rmsNorm(tape.rows(of: x), weight: norm, epsilon: 1e-5), weight: weight).value
    }

    @Test("Only a tape that trains records, and it is empty after the backward pass or a reset")
    func recording() {
        for mode in [Tape.Mode.evaluation, .generation] {
            let tape = Tape(mode: mode)
            _ = result(on: tape)
            #expect(tape.operationCount == 0)
            #expect(tape.gradient(of: tape.rows(of: x)) == nil)
        }
        let tape = Tape(mode: .training)
        _ = result(on: tape)
        #expect(tape.operationCount == 3)
        tape.reset()
        #expect(tape.operationCount == 0)
        _ = result(on: tape)
        tape.backward()
        #expect(tape.operationCount == 0)
    }

    @Test("The gradient of a variable can be read before the backward pass, and is none after it")
    func gradientOfVariable() {
        let tape = Tape(mode: .training)
        let variable = tape.rows(of: x)
        #expect(tape.gradient(of: variable) == nil)
        let gradient = Tensor(zeros: [5, 6])
        tape.seed(variable, gradient: gradient)
        #expect(tape.gradient(of: variable)?.shape == [5, 6])
        tape.backward()
        #expect(tape.gradient(of: variable) == nil)
    }

    @Test("What nothing depends on gets no gradient")
    func unusedResult() {
        let tape = Tape(mode: .training)
        weight.gradient.clear()
        _ = result(on: tape)
        tape.backward()
        #expect(weight.gradient.values.allSatisfy { $0 == 0 })
    }

    @Test("Training and evaluation compute the same bits; generation the same numbers", arguments: Precision.allCases)
    func modes(precision: Precision) {
        let results = [Tape.Mode.training, .evaluation, .generation].map { mode in
            result(on: Tape(mode: mode, precision: precision))
        }
        #expect(results[0].bytes == results[1].bytes)
        // In bfloat16 a result may lie on either side of a tie.
        let tolerance: Float = precision == .float32 ? 1e-5 : 0x1p-7
        for (evaluated, generated) in zip(results[1].values, results[2].values) {
            #expect(abs(evaluated - generated) <= tolerance * max(1, abs(evaluated)))
        }
    }

    @Test("A weight is packed anew when its values change")
    func packedWeights() {
        let before = result(on: Tape(mode: .generation)).values
        for index in 0..<weight.value.count { weight.value.floats[index] *= 2 }
        #expect(result(on: Tape(mode: .generation)).values == before)
        weight.valuesChanged()
        #expect(result(on: Tape(mode: .generation)).values == before.map { 2 * $0 })
    }

    @Test("Losses add up with their tokens")
    func lossSum() {
        let sum = LossSum(nats: 3, tokens: 2) + LossSum(nats: 1.5, tokens: 1)
        #expect(sum == LossSum(nats: 4.5, tokens: 3))
        #expect(sum.mean == 1.5)
        #expect(LossSum().mean == 0)
    }
}
