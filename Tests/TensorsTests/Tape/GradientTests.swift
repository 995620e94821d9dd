import Foundations
import Tensors
import Testing

@Suite("Gradients")
struct GradientTests {
    private let x = Parameter("x", [10, 12], seed: 40)
    private let norm = Parameter("norm", [12], seed: 41)
    private let weight = Parameter("weight", [9, 12], seed: 42, scale: 0.3)
    private let bias = Parameter("bias", [9], seed: 43)

    @Test("The gradient of gathered rows agrees with finite differences, and what is taken twice counts twice")
    func gathered() {
        let check = GradientCheck(parameters: [x]) { tape in
            tape.projection(of: tape.gathered(tape.rows(of: x), rows: [3, 0, 3, 9]))
        }
        check.expectAgreement()
        let gradient = Matrix(Tensor(check.gradients()[0], shape: [10, 12]))
        #expect(gradient[1].allSatisfy { $0 == 0 } && gradient[3].contains { $0 != 0 })
    }

    @Test("The gradient of an embedding agrees with finite differences")
    func embedding() {
        GradientCheck(parameters: [x]) { tape in
            tape.projection(of: tape.embedding([3, 3, 0, 9, 3, 7], weight: x))
        }.expectAgreement()
    }

    @Test("The gradients of a scaled embedding added to another agree with finite differences")
    func embeddings() {
        let other = Parameter("other", [7, 12], seed: 61)
        let check = GradientCheck(parameters: [x, other]) { tape in
            let rows = tape.embedding([3, 3, 0, 9, 3, 7], weight: x, scale: 2.5)
            return tape.projection(of: tape.embedding([0, 1, 2, 3, 4, 4], weight: other, residual: rows))
        }
        check.expectAgreement()
        let tape = Tape(mode: .evaluation)
        let sum = tape.embedding([2], weight: other, residual: tape.embedding([3], weight: x, scale: 2.5)).value
        for column in 0..<12 {
            let expected = other.value.values[2 * 12 + column] + 2.5 * x.value.values[3 * 12 + column]
            #expect(abs(sum.values[column] - expected) < 1e-6)
        }
    }

    @Test(
        "The gradients of a norm agree with finite differences, with and without a residual", arguments: [false, true])
    func rmsNorm(adds: Bool) {
        let residual = Parameter("residual", [10, 12], seed: 62)
        GradientCheck(parameters: [x, norm] + (adds ? [residual] : [])) { tape in
            tape.projection(
                of: tape.rmsNorm(
                    tape.rows(of: x), weight: norm, epsilon: 1e-5, residual: adds ? tape.rows(of: residual) : nil))
        }.expectAgreement()
    }

    @Test("A norm whose weights lie around 0 has the results and gradients of one around 1")
    func raisedNorm() {
        let around0 = Parameter("norm around 0", [12], seed: 64), around1 = Parameter("norm around 1", [12], seed: 64)
        for index in 0..<12 { around1.value.floats[index] += 1 }
        let heads = Parameter("heads", [5, 24], seed: 65), table = RotaryTable(positions: 9, size: 12, base: 50)
        func check(_ weight: Parameter, offset: Float) -> GradientCheck {
            GradientCheck(parameters: [x, heads, weight]) { tape in
                let normalized = tape.rmsNorm(tape.rows(of: x), weight: weight, epsilon: 1e-5, offset: offset)
                let rotation = HeadRotation(
                    firstHead: 0, heads: 2, size: 12, positions: [0, 3, 1, 8, 2], table: table, weight: weight,
                    offset: offset)
                return tape.projection(of: normalized)
                    + tape.projection(of: tape.rotate(tape.rows(of: heads), [rotation]))
            }
        }
        check(around0, offset: 1).expectAgreement()
        #expect(check(around0, offset: 1).gradients() == check(around1, offset: 0).gradients())
        // What is kept follows the values.
        let before = Tape(mode: .evaluation).rmsNorm(
            Tape(mode: .evaluation).rows(of: x), weight: around0, epsilon: 1e-5, offset: 1
        ).value.values
        around0.value.floats[0] += 5
        around0.valuesChanged()
        let after = Tape(mode: .evaluation).rmsNorm(
            Tape(mode: .evaluation).rows(of: x), weight: around0, epsilon: 1e-5, offset: 1
        ).value.values
        #expect(before[0] != after[0] && before[1] == after[1])
    }

    @Test("A residual is added to a norm in float32", arguments: Precision.allCases)
    func normWithResidual(precision: Precision) {
        let residual = Parameter("residual", [10, 12], seed: 63)
        let tape = Tape(mode: .evaluation, precision: precision)
        let sum = tape.rmsNorm(tape.rows(of: x), weight: norm, epsilon: 1e-5, residual: tape.rows(of: residual)).value
        let alone = Tape(mode: .evaluation).rmsNorm(tape.rows(of: x), weight: norm, epsilon: 1e-5).value
        #expect(sum.elementType == .float32)
        for (index, value) in sum.values.enumerated() {
            #expect(value == alone.values[index] + residual.value.values[index])
        }
    }

    @Test("The gradients of a linear layer agree, with and without bias and residual", arguments: TestDevice.engines)
    func linear(on test: TestDevice) {
        let residual = Parameter("residual", [10, 9], seed: 44)
        for (biased, added) in [(false, false), (true, false), (false, true), (true, true)] {
            GradientCheck(
                parameters: [x, weight] + (biased ? [bias] : []) + (added ? [residual] : []),
                function: { tape in
                    tape.projection(
                        of: tape.linear(
                            tape.rows(of: x), weight: weight, bias: biased ? bias : nil,
                            residual: added ? tape.rows(of: residual) : nil))
                }, device: test.device
            ).expectAgreement()
        }
    }

    @Test(
        "The gradients of a layer norm agree with finite differences, with and without bias", arguments: [true, false])
    func layerNorm(biased: Bool) {
        let shift = Parameter("shift", [12], seed: 61)
        GradientCheck(parameters: [x, norm] + (biased ? [shift] : [])) { tape in
            tape.projection(
                of: tape.layerNorm(tape.rows(of: x), weight: norm, bias: biased ? shift : nil, epsilon: 1e-5))
        }.expectAgreement()
    }

    @Test("The gradients of activations agree with finite differences", arguments: Activation.allCases)
    func activations(_ activation: Activation) {
        // Differences must not reach over the corner of ReLU.
        let x = Parameter("x", [10, 12], seed: 62)
        x.value.fill(x.value.values.map { $0 + ($0 < 0 ? -0.3 : 0.3) })
        GradientCheck(parameters: [x]) { tape in
            tape.projection(of: tape.gatedActivation(tape.rows(of: x), activation))
        }.expectAgreement()
        GradientCheck(parameters: [x]) { tape in
            tape.projection(of: tape.activate(tape.rows(of: x), activation))
        }.expectAgreement()
    }

    @Test(
        "The gradients of a rotation agree, of heads whole and in part, with and without a norm",
        arguments: [false, true], [8, 4])
    func rotate(normalizes: Bool, turned: Int) {
        let rows = Parameter("rows", [6, 5 * 8], seed: 45), head = Parameter("head norm", [8], seed: 46)
        let table = RotaryTable(positions: 20, size: turned, base: 100)
        GradientCheck(parameters: [rows] + (normalizes ? [head] : [])) { tape in
            let rotations = [(0, 2), (2, 1)].map { first, count in
                HeadRotation(
                    firstHead: first, heads: count, size: 8, positions: [0, 1, 2, 5, 19, 3], table: table,
                    weight: normalizes ? head : nil)
            }
            return tape.projection(of: tape.rotate(tape.rows(of: rows), rotations))
        }.expectAgreement()
    }

    @Test(
        "The gradients of attention agree, with and without packed documents, windows and softcaps",
        arguments: [(false, nil, nil), (true, nil, nil), (false, 3, nil), (true, 2, 1.5), (false, nil, 0.7)]
            as [(Bool, Int?, Float?)])
    func attention(packs: Bool, window: Int?, softcap: Float?) {
        let shape = AttentionShape(
            sequences: 2, length: 7, queryHeads: 4, keyValueHeads: 2, headSize: 6,
            firstVisible: packs ? [0, 0, 0, 3, 3, 3, 3, 0, 1, 1, 1, 1, 5, 5] : nil, window: window, softcap: softcap)
        let rows = Parameter("rows", [14, shape.rowWidth], seed: 47)
        GradientCheck(parameters: [rows]) { tape in
            tape.projection(of: tape.attention(tape.rows(of: rows), shape))
        }.expectAgreement()
    }

    @Test("The gradients of attention both ways agree, over sequences of different lengths")
    func attentionBothWays() {
        let shape = AttentionShape(lengths: [5, 1, 8], queryHeads: 4, keyValueHeads: 2, headSize: 6)
        let rows = Parameter("rows", [14, shape.rowWidth], seed: 63)
        GradientCheck(parameters: [rows]) { tape in
            tape.projection(of: tape.attention(tape.rows(of: rows), shape))
        }.expectAgreement()
    }

    @Test("The gradients of the loss agree, where some rows have no target", arguments: [nil, 1.5] as [Float?])
    func linearCrossEntropy(softcap: Float?) {
        let vocabulary = Parameter("vocabulary", [17, 12], seed: 48, scale: 0.5)
        let targets: [Int32] = [0, 16, -1, 3, 3, 8, -100, 1, 2, 15]
        GradientCheck(parameters: [x, vocabulary]) { tape in
            let loss = tape.linearCrossEntropy(
                tape.rows(of: x), weight: vocabulary, targets: targets, scale: 0.25, softcap: softcap)
            return loss.nats * 0.25
        }.expectAgreement()
    }

    @Test("The loss is taken in blocks of rows without changing its gradients")
    func longLoss() {
        // Enough rows and tokens for several blocks.
        let rows = Parameter("rows", [300, 4], seed: 49), vocabulary = Parameter("vocabulary", [30_000, 4], seed: 50)
        let targets = (0..<300).map { Int32($0 * 97) }
        let check = GradientCheck(parameters: [rows, vocabulary]) { tape in
            tape.linearCrossEntropy(tape.rows(of: rows), weight: vocabulary, targets: targets, scale: 1).nats
        }
        let whole = check.gradients()
        var parts = [Float](repeating: 0, count: rows.value.count)
        vocabulary.gradient.clear()
        for first in stride(from: 0, to: 300, by: 50) {
            rows.gradient.clear()
            let tape = Tape(mode: .training)
            let input = tape.embedding((first..<first + 50).map { Int32($0) }, weight: rows)
            _ = tape.linearCrossEntropy(
                input, weight: vocabulary, targets: Array(targets[first..<first + 50]), scale: 1)
            tape.backward()
            for (index, value) in rows.gradient.values.enumerated() { parts[index] += value }
        }
        #expect(zip(whole[0], parts).allSatisfy { abs($0 - $1) <= 1e-5 })
        #expect(zip(whole[1], vocabulary.gradient.values).allSatisfy { abs($0 - $1) <= 1e-5 })
    }

    @Test("A variable that several operations use gathers the gradients of all", arguments: Precision.allCases)
    func sharedVariable(precision: Precision) {
        let other = Parameter("other", [9, 12], seed: 51, scale: 0.3)
        let check = GradientCheck(parameters: [x, norm, weight, other]) { tape in
            let normalized = tape.rmsNorm(tape.rows(of: x), weight: norm, epsilon: 1e-5)
            let first = tape.linear(normalized, weight: weight, float32: true)
            return tape.projection(of: tape.linear(normalized, weight: other, residual: first))
        }
        precision == .float32 ? check.expectAgreement() : check.expectBFloat16Agrees()
    }

    @Test("Gradients of two backward passes add up")
    func accumulation() {
        let check = GradientCheck(parameters: [x, norm, weight, bias]) { tape in
            let normalized = tape.rmsNorm(tape.rows(of: x), weight: norm, epsilon: 1e-5)
            return tape.projection(of: tape.linear(normalized, weight: weight, bias: bias))
        }
        let once = check.gradients()
        let tape = Tape(mode: .training)
        _ = check.function(tape)
        tape.backward()
        for (parameter, single) in zip(check.parameters, once) {
            for (sum, part) in zip(parameter.gradient.values, single) { #expect(abs(sum - 2 * part) <= 1e-5) }
        }
    }

    @Test("In bfloat16 the gradients of a whole block are those of float32, rounded", arguments: TestDevice.engines)
    func bfloat16(on test: TestDevice) {
        guard test.multiplies(.bfloat16) else { return }
        let shape = AttentionShape(sequences: 2, length: 30, queryHeads: 4, keyValueHeads: 2, headSize: 8)
        let table = RotaryTable(positions: 30, size: 8, base: 1000)
        let positions = (0..<60).map { Int32($0 % 30) }
        let states = Parameter("states", [60, 24], seed: 52), norm = Parameter("norm", [24], seed: 53)
        let heads = Parameter("heads", [shape.rowWidth, 24], seed: 54, scale: 0.2)
        let headBias = Parameter("head bias", [shape.rowWidth], seed: 55, scale: 0.2)
        let headNorm = Parameter("head norm", [8], seed: 56), out = Parameter("out", [24, 32], seed: 57, scale: 0.2)
        let gateUp = Parameter("gate and up", [2 * 20, 24], seed: 58, scale: 0.2)
        let down = Parameter("down", [24, 20], seed: 59, scale: 0.2)
        let vocabulary = Parameter("vocabulary", [50, 24], seed: 60, scale: 0.2)
        let check = GradientCheck(
            parameters: [states, norm, heads, headBias, headNorm, out, gateUp, down, vocabulary],
            function: { tape in
                let x = tape.rows(of: states)
                let projected = tape.linear(
                    tape.rmsNorm(x, weight: norm, epsilon: 1e-5), weight: heads, bias: headBias)
                let rotation = HeadRotation(
                    firstHead: 0, heads: 6, size: 8, positions: positions, table: table, weight: headNorm)
                let mixed = tape.attention(tape.rotate(projected, [rotation]), shape)
                let y = tape.linear(mixed, weight: out, residual: x)
                let gated = tape.gatedActivation(
                    tape.linear(tape.rmsNorm(y, weight: norm, epsilon: 1e-5), weight: gateUp), .silu)
                let z = tape.linear(gated, weight: down, residual: y)
                let last = tape.rmsNorm(z, weight: norm, epsilon: 1e-5)
                return tape.linearCrossEntropy(
                    last, weight: vocabulary, targets: positions.map { $0 % 4 == 0 ? -1 : $0 }, scale: 1
                ).nats
            }, device: test.device, step: 0.004)
        check.expectAgreement()
        check.expectBFloat16Agrees()
    }
}
