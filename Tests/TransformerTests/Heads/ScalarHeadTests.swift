import Foundations
import Glibc
import Tensors
import Testing
import Transformer

@Suite("Scalar heads")
struct ScalarHeadTests {
    private static let rows: [Int32] = [4, 9, 4]

    @Test("A head gives the state at each chosen position times its vector, plus the bias")
    func values() throws {
        let model = try NamedConfiguration.all[1].model()
        let head = ScalarHead(hiddenSize: model.configuration.hiddenSize, hasBias: true, deviation: 0.3, seed: 4)
        head.bias?.value.floats[0] = 0.75
        let tape = Tape(mode: .evaluation)
        let states = model.states(tokens: model.tokens(10, seed: 3), sequences: 2, length: 5, tape: tape)
        let (all, chosen) = (head(states, tape: tape).value, head(states, rows: Self.rows, tape: tape).value)
        #expect(all.shape == [10, 1] && chosen.shape == [3, 1])
        let width = states.value.columns, numbers = states.value.values, weights = head.weight.value.values
        for row in 0..<10 {
            let plain = (0..<width).reduce(0.75) { $0 + Double(numbers[row * width + $1]) * Double(weights[$1]) }
            #expect(abs(Double(all.values[row]) - plain) < 1e-5)
        }
        #expect(chosen.values == Self.rows.map { all.values[Int($0)] })
    }

    @Test("A head without deviation begins at 0, one with a deviation belongs to its seed")
    func beginnings() {
        func weights(_ deviation: Double, _ seed: UInt64) -> [Float] {
            ScalarHead(hiddenSize: 64, deviation: deviation, seed: seed).weight.value.values
        }
        #expect(weights(0, 1).allSatisfy { $0 == 0 })
        #expect(weights(0.1, 1) == weights(0.1, 1) && weights(0.1, 1) != weights(0.1, 2))
        #expect(abs(weights(0.1, 1).reduce(0) { $0 + $1 * $1 } / 64 - 0.01) < 0.005)
    }

    @Test("The slope of head and model agrees with differences, and log-probabilities may share the states")
    func gradients() throws {
        let model = try NamedConfiguration.all[1].model()
        let head = ScalarHead(hiddenSize: model.configuration.hiddenSize, hasBias: true, deviation: 0.3, seed: 4)
        let parameters = model.parameters + head.parameters
        let tokens = model.tokens(10, seed: 3), targets = model.tokens(10, seed: 5)
        func run(_ tape: Tape, recording: Bool) -> Double {
            let states = model.states(tokens: tokens, sequences: 2, length: 5, tape: tape)
            let values = head(states, rows: Self.rows, tape: tape)
            let logs = model.logProbabilities(of: states, targets: targets, tape: tape)
            let factors: [Float] = [1, -2, 0.5]
            if recording {
                tape.seed(values, gradient: Tensor(factors, shape: [3, 1]))
                tape.seed(logs, gradient: Tensor([Float](repeating: 0.25, count: 10), shape: [10]))
            }
            let score = zip(values.value.values, factors).reduce(0) { $0 + Double($1.0) * Double($1.1) }
            return score + logs.value.values.reduce(0) { $0 + 0.25 * Double($1) }
        }
        for parameter in parameters { parameter.gradient.clear() }
        let tape = Tape(mode: .training)
        _ = run(tape, recording: true)
        tape.backward()
        var generator = SplitMix64(seed: 6)
        for parameter in parameters {
            let gradient = parameter.gradient.values, original = parameter.value.values
            let direction = gradient.map { _ in Float(generator.normal()) }
            let length = gradient.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
            #expect(length > 0, "\(parameter.name) has no gradient")
            func value(at distance: Float) -> Double {
                for index in original.indices {
                    parameter.value.floats[index] = original[index] + distance * direction[index]
                }
                parameter.valuesChanged()
                return run(Tape(mode: .evaluation), recording: false)
            }
            let step: Float = 0.01
            let near = value(at: step) - value(at: -step), far = value(at: 2 * step) - value(at: -2 * step)
            let slope = (8 * near - far) / (12 * Double(step))
            _ = value(at: 0)
            let expected = zip(gradient, direction).reduce(0) { $0 + Double($1.0) * Double($1.1) }
            #expect(abs(slope - expected) < 3e-4 + 3e-3 * length, "\(parameter.name): \(slope) for \(expected)")
        }
    }

    @Test("Log-probabilities are the logarithms of what generation gives", arguments: [0, 1])
    func logProbabilities(sequence: Int) throws {
        let model = try NamedConfiguration.all[1].model()
        let tokens = model.tokens(12, seed: 7)
        let targets = (0..<12).map { $0 % 6 == 5 ? -1 : tokens[$0 + 1] }
        let found = model.logProbabilities(
            tokens: tokens, targets: targets, sequences: 2, length: 6, tape: Tape(mode: .evaluation)
        ).value.values
        let logits = try model.allLogits(Array(tokens[6 * sequence..<6 * sequence + 6])).values
        let width = model.configuration.vocabularySize
        for position in 0..<5 {
            let row = logits[position * width..<(position + 1) * width].map(Double.init)
            let highest = row.max()!
            let total = highest + log(row.reduce(0) { $0 + exp($1 - highest) })
            let expected = row[Int(targets[6 * sequence + position])] - total
            #expect(abs(Double(found[6 * sequence + position]) - expected) < 1e-5)
        }
        #expect(found[5] == 0 && found[11] == 0)
    }
}
