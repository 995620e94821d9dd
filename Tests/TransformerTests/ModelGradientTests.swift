import Foundations
import Tensors
import Testing
import Transformer

@Suite("Gradients of whole models")
struct ModelGradientTests {
    private static let sequences = 2, length = 11

    private func loss(_ model: CausalLM, _ tape: Tape) -> Double {
        let count = Self.sequences * Self.length
        let targets = model.tokens(count, seed: 8).enumerated().map { $0 % 6 == 1 ? -1 : $1 }
        let first = (0..<count).map { Int32($0 % Self.length < 4 ? 0 : 4) }
        return model.loss(
            tokens: model.tokens(count, seed: 7), targets: targets, sequences: Self.sequences, length: Self.length,
            scale: 0.5, firstVisible: first, tape: tape
        ).nats * 0.5
    }

    private func gradients(_ model: CausalLM, device: CPUDevice, precision: Precision) -> [[Float]] {
        for parameter in model.parameters { parameter.gradient.clear() }
        let tape = Tape(device: device, mode: .training, precision: precision)
        _ = loss(model, tape)
        tape.backward()
        return model.parameters.map(\.gradient.values)
    }

    private func length(_ values: [Float]) -> Double {
        values.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
    }

    /// The slope of the loss along a direction of unit length, by differences of fourth order.
    private func slope(of model: CausalLM, along directions: [[Float]], device: CPUDevice) -> Double {
        let originals = model.parameters.map(\.value.values)
        func move(_ distance: Float) {
            for (parameter, (original, direction)) in zip(model.parameters, zip(originals, directions)) {
                for index in original.indices {
                    parameter.value.floats[index] = original[index] + distance * direction[index]
                }
                parameter.valuesChanged()
            }
        }
        func value(at distance: Float) -> Double {
            move(distance)
            return loss(model, Tape(device: device, mode: .evaluation))
        }
        defer { move(0) }
        let step: Float = 0.02
        let near = value(at: step) - value(at: -step), far = value(at: 2 * step) - value(at: -2 * step)
        return (8 * near - far) / (12 * Double(step))
    }

    @Test("The gradient of every parameter agrees with finite differences", arguments: NamedConfiguration.smooth)
    func finiteDifferences(_ named: NamedConfiguration) throws {
        let model = try named.model()
        var generator = SplitMix64(seed: 9)
        for device in [CPUDevice.shared, CPUDevice(threadCount: 2, productEngine: .oneDNN)] {
            let gradients = gradients(model, device: device, precision: .float32)
            for chosen in model.parameters.indices {
                // Half along the gradient itself, half at random, in this parameter alone.
                let norm = length(gradients[chosen])
                #expect(norm > 1e-3, "\(model.parameters[chosen].name) has no gradient")
                var direction = gradients[chosen].map { Float(Double($0) / norm + generator.normal() * 0.1) }
                let size = Float(length(direction))
                direction = direction.map { $0 / size }
                let directions = gradients.enumerated().map { index, gradient in
                    index == chosen ? direction : [Float](repeating: 0, count: gradient.count)
                }
                let expected = zip(gradients[chosen], direction).reduce(0) { $0 + Double($1.0) * Double($1.1) }
                let found = slope(of: model, along: directions, device: device)
                // The loss of some 30 nats is exact to 1e-6 or so; the differences span 0.08.
                #expect(
                    abs(found - expected) < 1e-4 + 2e-3 * norm,
                    "\(model.parameters[chosen].name): the gradient says \(expected), differences \(found)")
            }
        }
    }

    @Test("In bfloat16 every gradient points where that of float32 does", arguments: NamedConfiguration.smooth)
    func bfloat16(_ named: NamedConfiguration) throws {
        let model = try named.model()
        var devices = kernelLevels.map { CPUDevice(threadCount: 2, level: $0, productEngine: .packed) }
        if KernelLevel.avx512.isAvailable { devices.append(CPUDevice(threadCount: 2, productEngine: .oneDNN)) }
        let exact = gradients(model, device: .shared, precision: .float32)
        for device in devices {
            let rounded = gradients(model, device: device, precision: .bfloat16)
            for (parameter, (a, b)) in zip(model.parameters, zip(exact, rounded)) {
                let dot = zip(a, b).reduce(0) { $0 + Double($1.0) * Double($1.1) }
                let cosine = dot / (length(a) * length(b))
                #expect(cosine > 0.99, "\(parameter.name) at \(device.level.rawValue): cosine \(cosine)")
                #expect(abs(length(b) / length(a) - 1) < 0.05, "\(parameter.name) at \(device.level.rawValue)")
            }
        }
    }

    @Test("Accumulated gradients of half batches are those of the whole batch")
    func accumulation() throws {
        let model = try NamedConfiguration.all[2].model()
        let tokens = model.tokens(4 * 10, seed: 10), targets = model.tokens(4 * 10, seed: 11)
        func gradients(batches: Int) -> [Float] {
            for parameter in model.parameters { parameter.gradient.clear() }
            let tape = Tape(mode: .training)
            let size = tokens.count / batches
            for batch in 0..<batches {
                let range = batch * size..<(batch + 1) * size
                _ = model.loss(
                    tokens: Array(tokens[range]), targets: Array(targets[range]), sequences: 4 / batches, length: 10,
                    scale: 1.0 / 40, tape: tape)
                tape.backward()
            }
            return model.parameters.flatMap(\.gradient.values)
        }
        let whole = gradients(batches: 1)
        for batches in [2, 4] {
            let parts = gradients(batches: batches)
            #expect(zip(whole, parts).allSatisfy { abs($0 - $1) < 1e-6 })
        }
    }
}
