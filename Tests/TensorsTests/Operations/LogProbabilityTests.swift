import Foundations
import Glibc
import Tensors
import Testing

@Suite("Log-probabilities of targets")
struct LogProbabilityTests {
    private let x = Parameter("x", [7, 12], seed: 90)
    private let norm = Parameter("norm", [12], seed: 94)
    private let weight = Parameter("weight", [19, 12], seed: 91, scale: 0.4)
    private let targets: [Int32] = [3, -1, 18, 0, -1, 7, 3]

    /// The plain distribution of a row: log p of every token.
    private func plain(row: Int, softcap: Double?) -> [Double] {
        let rows = x.value.doubles, weights = weight.value.doubles
        let logits = (0..<19).map { token in
            let product = (0..<12).reduce(0.0) { $0 + rows[row * 12 + $1] * weights[token * 12 + $1] }
            return softcap.map { $0 * tanh(product / $0) } ?? product
        }
        let highest = logits.max() ?? 0
        let total = highest + log(logits.reduce(0) { $0 + exp($1 - highest) })
        return logits.map { $0 - total }
    }

    @Test("Values and entropies agree with their formulas, with and without a softcap", arguments: [nil, Float(2)])
    func formulas(softcap: Float?) {
        let tape = Tape(mode: .evaluation)
        let entropies = Tensor(zeros: [7])
        let found = tape.logProbabilities(
            tape.rows(of: x), weight: weight, targets: targets, softcap: softcap, entropies: entropies)
        for (row, target) in targets.enumerated() {
            guard target >= 0 else {
                #expect(found.value.values[row] == 0 && entropies.values[row] == 0)
                continue
            }
            let logs = plain(row: row, softcap: softcap.map(Double.init))
            #expect(abs(Double(found.value.values[row]) - logs[Int(target)]) < 2e-6)
            let entropy = logs.reduce(0) { $0 - $1 * exp($1) }
            #expect(abs(Double(entropies.values[row]) - entropy) < 4e-6)
        }
    }

    @Test("Gradients agree with finite differences, with and without a softcap", arguments: [nil, Float(2)])
    func gradients(softcap: Float?) {
        let check = GradientCheck(parameters: [x, norm, weight]) { tape in
            tape.projection(
                of: tape.logProbabilities(
                    tape.rmsNorm(tape.rows(of: x), weight: norm, epsilon: 1e-5), weight: weight, targets: targets,
                    softcap: softcap))
        }
        check.expectAgreement()
        check.expectBFloat16Agrees()
    }

    @Test("Seeding -scale everywhere gives the gradients of the cross-entropy, over several chunks of rows")
    func crossEntropy() {
        // More rows than one chunk holds, some of them chunks without any target.
        let table = Parameter("table", [5, 8], seed: 92), head = Parameter("head", [40_000, 8], seed: 93, scale: 0.2)
        let tokens = (0..<300).map { Int32($0 % 5) }
        let targets = tokens.indices.map { (96..<192).contains($0) ? -1 : Int32($0 * 131 % 40_000) }
        func gradients(_ body: (Tape, Variable) -> Double) -> (Double, [[Float]]) {
            for parameter in [table, head] { parameter.gradient.clear() }
            let tape = Tape(mode: .training)
            let sum = body(tape, tape.embedding(tokens, weight: table))
            tape.backward()
            return (sum, [table.gradient.values, head.gradient.values])
        }
        let (loss, expected) = gradients { tape, rows in
            tape.linearCrossEntropy(rows, weight: head, targets: targets, scale: 0.25).nats
        }
        let (sum, found) = gradients { tape, rows in
            let values = tape.logProbabilities(rows, weight: head, targets: targets)
            tape.seed(values, gradient: Tensor([Float](repeating: -0.25, count: 300), shape: [300]))
            return values.value.values.reduce(0) { $0 + Double($1) }
        }
        #expect(abs(sum + loss) < 1e-3)
        for (a, b) in zip(expected, found) { #expect(zip(a, b).allSatisfy { abs($0 - $1) < 1e-6 }) }
    }

    @Test("One thread and many give the same bits")
    func threads() {
        func run(_ threads: Int) -> [[Float]] {
            for parameter in [x, weight] { parameter.gradient.clear() }
            let tape = Tape(device: CPUDevice(threadCount: threads), mode: .training)
            let entropies = Tensor(zeros: [7])
            let output = tape.logProbabilities(
                tape.rows(of: x), weight: weight, targets: targets, entropies: entropies)
            _ = tape.projection(of: output)
            tape.backward()
            return [output.value.values, entropies.values, x.gradient.values, weight.gradient.values]
        }
        #expect(run(1) == run(3))
    }
}
