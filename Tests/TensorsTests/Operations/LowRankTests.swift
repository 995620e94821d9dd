import Foundations
import Tensors
import Testing

@Suite("Updates of low rank")
struct LowRankTests {
    private let x = Parameter("x", [10, 12], seed: 70)
    private let residual = Parameter("residual", [10, 9], seed: 71)
    private let weight = Parameter("weight", [9, 12], seed: 72, scale: 0.3)
    private let bias = Parameter("bias", [9], seed: 73)
    private let narrowing = Parameter("A", [5, 12], seed: 74, scale: 0.3)
    private let first = Parameter("first B", [4, 2], seed: 75)
    private let last = Parameter("last B", [3, 3], seed: 76)
    private let whole = Parameter("whole B", [9, 5], seed: 77)

    /// Which rows of the weight change.
    enum Cover: CaseIterable {
        case some, all
    }

    private func update(_ cover: Cover) -> LowRankUpdate {
        switch cover {
        case .some:
            LowRankUpdate(
                narrowing: narrowing,
                parts: [
                    .init(rows: 0..<4, ranks: 0..<2, widening: first, scale: 2),
                    .init(rows: 6..<9, ranks: 2..<5, widening: last, scale: 0.5),
                ])
        case .all:
            LowRankUpdate(narrowing: narrowing, parts: [.init(rows: 0..<9, ranks: 0..<5, widening: whole, scale: 2)])
        }
    }

    /// The weight with the update multiplied out.
    private func merged(_ update: LowRankUpdate) -> Parameter {
        let sum = Parameter(name: "merged", shape: weight.shape)
        var values = weight.value.values
        let a = narrowing.value.values
        for part in update.parts {
            let b = part.widening.value.values
            for (row, target) in part.rows.enumerated() {
                for (rank, source) in part.ranks.enumerated() {
                    for column in 0..<12 {
                        values[target * 12 + column] +=
                            part.scale * b[row * part.ranks.count + rank] * a[source * 12 + column]
                    }
                }
            }
        }
        sum.value.fill(values)
        return sum
    }

    @Test(
        "A product with an update is the product with the sum of the two", arguments: Cover.allCases, [false, true])
    func sum(cover: Cover, adds: Bool) {
        let update = update(cover), merged = merged(update)
        for mode in [Tape.Mode.training, .evaluation, .generation] {
            let tape = Tape(mode: mode)
            let input = tape.variable(x.value), other = adds ? tape.variable(residual.value) : nil
            let found = tape.linear(input, weight: weight, bias: bias, residual: other, update: update).value.values
            let expected = tape.linear(input, weight: merged, bias: bias, residual: other).value.values
            for (found, expected) in zip(found, expected) { #expect(abs(found - expected) < 1e-5) }
            // The test could not tell otherwise.
            let plain = tape.linear(input, weight: weight, bias: bias, residual: other).value.values
            #expect(zip(plain, expected).contains { abs($0 - $1) > 0.1 })
        }
    }

    @Test("The gradients of an update agree with finite differences", arguments: Cover.allCases, [false, true])
    func gradients(cover: Cover, adds: Bool) {
        let update = update(cover)
        weight.isTrainable = false
        bias.isTrainable = false
        let check = GradientCheck(parameters: [x] + update.parameters + (adds ? [residual] : [])) { tape in
            tape.projection(
                of: tape.linear(
                    tape.activations(tape.rows(of: x)), weight: weight, bias: bias,
                    residual: adds ? tape.rows(of: residual) : nil,
                    update: update))
        }
        check.expectAgreement()
        check.expectBFloat16Agrees()
        #expect(!weight.holdsGradient && !bias.holdsGradient)
    }

    @Test("The weight beneath an update has the gradient it would have alone")
    func trainableWeight() {
        let update = update(.some)
        func gradient(_ update: LowRankUpdate?) -> [Float] {
            weight.gradient.clear()
            let tape = Tape(mode: .training)
            _ = tape.projection(of: tape.linear(tape.variable(x.value), weight: weight, update: update))
            tape.backward()
            return weight.gradient.values
        }
        #expect(gradient(update) == gradient(nil))
    }

    @Test("The gradients of an update beneath a cross-entropy agree with finite differences", arguments: Cover.allCases)
    func crossEntropy(cover: Cover) {
        let update = update(cover)
        weight.isTrainable = false
        var check = GradientCheck(parameters: [x] + update.parameters) { tape in
            tape.linearCrossEntropy(
                tape.rows(of: x), weight: weight, targets: [0, 3, -1, 8, 2, 5, 5, 1, 7, 6], scale: 1, softcap: 4,
                update: update
            ).nats
        }
        // The bound bends the logits.
        check.step = 0.005
        check.expectAgreement()
        #expect(!weight.holdsGradient)
    }

    @Test("Where nothing learns, nothing is recorded, and a norm that does not learn passes its gradient on")
    func frozen() {
        let norm = Parameter("norm", [12], seed: 78)
        for parameter in [x, norm, weight] { parameter.isTrainable = false }
        let tape = Tape(mode: .training)
        func rows() -> Variable { tape.rmsNorm(tape.rows(of: x), weight: norm, epsilon: 1e-5) }
        _ = tape.linear(rows(), weight: weight)
        #expect(tape.operationCount == 0)
        x.isTrainable = true
        GradientCheck(parameters: [x]) { tape in
            tape.projection(of: tape.rmsNorm(tape.rows(of: x), weight: norm, epsilon: 1e-5))
        }.expectAgreement()
        #expect(!norm.holdsGradient && !weight.holdsGradient)
    }

    @Test("Columns are copied with their factor, and nothing beside them", arguments: elementTypes)
    func columns(type: ElementType) {
        var generator = SplitMix64(seed: 79)
        let source = Tensor.random(&generator, [33, 20]), target = Tensor.random(&generator, [33, 11], type)
        let before = target.values
        CPUDevice.shared.copyColumns(source, 3..<9, scale: 0.5, into: target, at: 4)
        for row in 0..<33 {
            for column in 0..<11 {
                let copied = (4..<10).contains(column) ? 0.5 * source.values[row * 20 + column - 1] : nil
                let found = target.values[row * 11 + column]
                if let copied {
                    #expect(abs(found - copied) <= (type == .float32 ? 0 : abs(copied) / 256))
                } else {
                    #expect(found == before[row * 11 + column])
                }
            }
        }
    }
}
