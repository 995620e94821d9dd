import Foundations
import Tensors
import Testing
import Transformer

@Suite("The same bits on any number of threads")
struct ThreadCountTests {
    /// Large enough that every operation divides into several tasks.
    private static let configuration = ModelConfiguration(
        vocabularySize: 300, hiddenSize: 64, layerCount: 2, attentionHeadCount: 4, keyValueHeadCount: 2,
        headSize: 20, intermediateSize: 170, usesQKNorm: true, usesQueryKeyValueBias: true, usesOutputBias: true,
        usesFeedForwardBias: true)

    /// Three steps of training: every loss, every gradient of each step, and the weights at the end.
    private func train(on device: CPUDevice, precision: Precision) throws -> [UInt8] {
        let model = try CausalLM(configuration: Self.configuration, seed: 20)
        let moments = model.parameters.map { (Tensor(zeros: $0.value.shape), Tensor(zeros: $0.value.shape)) }
        let tape = Tape(device: device, mode: .training, precision: precision)
        var bytes: [UInt8] = []
        for step in 1...3 {
            let tokens = model.tokens(3 * 130, seed: UInt64(2 * step))
            let targets = model.tokens(3 * 130, seed: UInt64(2 * step + 1))
            let loss = model.loss(
                tokens: tokens, targets: targets, sequences: 3, length: 130, scale: 1.0 / 390, tape: tape)
            tape.backward()
            bytes += withUnsafeBytes(of: loss.nats) { Array($0) } + model.gradientBytes
            let norm = model.parameters.reduce(0) { $0 + device.sumOfSquares($1.gradient) }.squareRoot()
            for (parameter, (first, second)) in zip(model.parameters, moments) {
                device.adamW(
                    parameter.value, gradient: parameter.gradient, firstMoment: first, secondMoment: second,
                    AdamWStep(
                        step: step, learningRate: 0.01, weightDecay: parameter.decays ? 0.1 : 0,
                        gradientScale: Float(min(1, 1 / norm))))
                parameter.gradient.clear()
                parameter.valuesChanged()
            }
        }
        return bytes + model.weightBytes
    }

    @Test(
        "Three steps of training give the same losses, gradients and weights on 1, 2 and 3 threads",
        arguments: Precision.allCases, productEngines)
    func training(precision: Precision, engine: ProductEngine) throws {
        if engine == .oneDNN, precision == .bfloat16, !KernelLevel.avx512.isAvailable { return }
        let levels = engine == .packed ? kernelLevels : [.best]
        for level in levels {
            let results = try [1, 2, 3].map { threads in
                try train(
                    on: CPUDevice(threadCount: threads, level: level, productEngine: engine), precision: precision)
            }
            #expect(results[1] == results[0] && results[2] == results[0], "\(level)")
        }
    }

    @Test("Logits have the same bits on 1, 2 and 3 threads", arguments: Precision.allCases)
    func generation(precision: Precision) throws {
        let model = try CausalLM(configuration: Self.configuration, seed: 21)
        let tokens = model.tokens(130, seed: 22)
        for level in kernelLevels {
            let results = try [1, 2, 3].map { threads in
                try model.allLogits(
                    tokens, device: CPUDevice(threadCount: threads, level: level), precision: precision
                ).bytes
            }
            #expect(results[1] == results[0] && results[2] == results[0], "\(level)")
        }
    }
}
