import Foundations
import Tensors
import Testing

@Suite("Mixtures of experts")
struct ExpertTests {
    private static let hidden = 12, width = 7

    /// A router and experts that are gated feed-forward layers.
    private struct Mixture {
        let router: Parameter
        let gateUp: [Parameter]
        let down: [Parameter]
        let perRow: Int
        let normalizes: Bool

        init(experts: Int, perRow: Int, normalizes: Bool, routerScale: Double = 1) {
            router = Parameter("router", [experts, ExpertTests.hidden], seed: 80, scale: routerScale)
            gateUp = (0..<experts).map {
                Parameter("gate and up \($0)", [2 * ExpertTests.width, ExpertTests.hidden], seed: UInt64(81 + $0))
            }
            down = (0..<experts).map {
                Parameter("down \($0)", [ExpertTests.hidden, ExpertTests.width], seed: UInt64(181 + $0))
            }
            self.perRow = perRow
            self.normalizes = normalizes
        }

        var parameters: [Parameter] { [router] + gateUp + down }

        func callAsFunction(_ x: Variable, residual: Variable, _ tape: Tape) -> Variable {
            let routing = tape.route(x, router: router, perRow: perRow, normalizes: normalizes)
            let parts = tape.rows(x, for: routing).enumerated().map { expert, rows in
                rows.map {
                    let gated = tape.gatedActivation(tape.linear($0, weight: gateUp[expert]), .silu)
                    return tape.linear(gated, weight: down[expert], float32: true)
                }
            }
            return tape.mixture(parts, of: routing, residual: residual)
        }

        /// The same row by row, expert by expert, in double precision.
        func plain(_ x: [Double], residual: [Double]) -> [Double] {
            func product(_ matrix: Parameter, _ row: [Double]) -> [Double] {
                let matrix = Matrix(matrix.value)
                return (0..<matrix.rows).map { zip(matrix[$0], row).reduce(0) { $0 + $1.0 * $1.1 } }
            }
            var result = residual
            for (expert, weight) in Reference.route(product(router, x), perRow: perRow, normalizes: normalizes) {
                let both = product(gateUp[expert], x), half = both.count / 2
                let gated = (0..<half).map { Reference.activate(both[$0], .silu).value.value * both[half + $0] }
                for (column, value) in product(down[expert], gated).enumerated() { result[column] += weight * value }
            }
            return result
        }
    }

    private func rows(_ count: Int, _ tape: Tape) -> (x: Variable, residual: Variable) {
        let x = Parameter("x", [count, Self.hidden], seed: 90)
        let norm = Parameter("norm", [Self.hidden], seed: 91)
        let residual = tape.rows(of: x)
        return (tape.rmsNorm(residual, weight: norm, epsilon: 1e-5), residual)
    }

    @Test(
        "The mixture is what each row's experts make of it, weighted", arguments: [(4, 2), (8, 3), (5, 1), (3, 3)],
        [false, true])
    func formula(sizes: (Int, Int), normalizes: Bool) {
        let mixture = Mixture(experts: sizes.0, perRow: sizes.1, normalizes: normalizes)
        for test in TestDevice.kernels {
            for mode in [Tape.Mode.evaluation, .generation] {
                let tape = Tape(device: test.device, mode: mode)
                let (x, residual) = rows(40, tape)
                let output = Matrix(mixture(x, residual: residual, tape).value)
                let input = Matrix(x.value), added = Matrix(residual.value)
                for row in 0..<40 {
                    let expected = mixture.plain(Array(input[row]), residual: Array(added[row]))
                    let worst = zip(output[row], expected).reduce(0) { max($0, abs($1.0 - $1.1)) }
                    let largest = expected.reduce(0) { max($0, abs($1)) }
                    #expect(worst < 1e-5 * max(largest, 10), "\(test.testDescription), row \(row)")
                }
            }
        }
    }

    @Test("Of equally probable experts the first are chosen")
    func ties() {
        let tape = Tape(mode: .evaluation)
        let router = Parameter(name: "router", shape: [5, Self.hidden])
        let routing = tape.route(rows(3, tape).x, router: router, perRow: 2, normalizes: false)
        let parts = tape.rows(rows(3, tape).x, for: routing)
        #expect(parts.map { $0 != nil } == [true, true, false, false, false])
        #expect(routing.weights.value.values.allSatisfy { abs($0 - 0.2) < 1e-6 })
    }

    @Test(
        "The gradients of router and experts agree with finite differences",
        arguments: [(3, 3, false), (3, 3, true), (6, 2, false), (6, 2, true)] as [(Int, Int, Bool)])
    func gradients(experts: Int, perRow: Int, normalizes: Bool) {
        // Far from where another expert would be chosen: a small step, and a router whose choices stand apart.
        let mixture = Mixture(experts: experts, perRow: perRow, normalizes: normalizes, routerScale: 0.7)
        let x = Parameter("x", [9, Self.hidden], seed: 92), norm = Parameter("norm", [Self.hidden], seed: 93)
        let check = GradientCheck(
            parameters: [x, norm] + mixture.parameters,
            function: { tape in
                let residual = tape.rows(of: x)
                let normalized = tape.rmsNorm(residual, weight: norm, epsilon: 1e-5)
                return tape.projection(of: mixture(normalized, residual: residual, tape))
            }, step: 0.001)
        check.expectAgreement()
    }

    @Test("In bfloat16 the gradients of a mixture point where those of float32 do")
    func bfloat16() {
        let mixture = Mixture(experts: 3, perRow: 3, normalizes: true, routerScale: 0.3)
        let x = Parameter("x", [30, Self.hidden], seed: 94), norm = Parameter("norm", [Self.hidden], seed: 95)
        GradientCheck(parameters: [x, norm] + mixture.parameters) { tape in
            let residual = tape.rows(of: x)
            return tape.projection(
                of: mixture(tape.rmsNorm(residual, weight: norm, epsilon: 1e-5), residual: residual, tape))
        }.expectBFloat16Agrees()
    }

    @Test("A row has the same bits alone and among others, on any number of threads", arguments: Precision.allCases)
    func independence(precision: Precision) {
        let mixture = Mixture(experts: 8, perRow: 2, normalizes: true)
        for level in TestDevice.levels {
            func outputs(_ range: Range<Int>, threads: Int) -> [UInt8] {
                let tape = Tape(
                    device: CPUDevice(threadCount: threads, level: level), mode: .generation, precision: precision)
                let (x, residual) = rows(50, tape)
                return mixture(
                    tape.variable(x.value.rows(range)), residual: tape.variable(residual.value.rows(range)), tape
                ).value.bytes
            }
            let all = outputs(0..<50, threads: 1)
            #expect(outputs(0..<50, threads: 3) == all)
            #expect((0..<50).flatMap { outputs($0..<$0 + 1, threads: 2) } == all, "\(level)")
            #expect(outputs(0..<17, threads: 1) + outputs(17..<50, threads: 1) == all)
        }
    }
}
