import Foundations
import Tensors
import Testing

@Suite("Optimization")
struct OptimizationTests {
    @Test(
        "AdamW follows the paper over many steps, with and without decay", arguments: TestDevice.kernels,
        [Float(0), 0.1])
    func adamW(on test: TestDevice, weightDecay: Float) {
        var generator = SplitMix64(seed: 20)
        for count in oddSizes + [20_000] {
            let parameters = GuardedTensor(random: &generator, [count])
            let first = GuardedTensor([Float](repeating: 0, count: count), [count])
            let second = GuardedTensor([Float](repeating: 0, count: count), [count])
            var expected = parameters.tensor.doubles.map { Reference.AdamW(parameter: $0) }
            for step in 1...8 {
                let gradient = GuardedTensor(random: &generator, [count], scale: pow10(step % 4 - 2))
                let scale: Float = step % 2 == 0 ? 0.25 : 1, rate: Float = 0.01 / Float(step)
                test.device.adamW(
                    parameters.tensor, gradient: gradient.tensor, firstMoment: first.tensor,
                    secondMoment: second.tensor,
                    AdamWStep(
                        step: step, learningRate: rate, beta1: 0.9, beta2: 0.95, epsilon: 1e-8,
                        weightDecay: weightDecay, gradientScale: scale))
                for (index, value) in gradient.tensor.doubles.enumerated() {
                    expected[index].step(
                        step, gradient: value * Double(scale), learningRate: Double(rate),
                        beta1: Double(Float(0.9)), beta2: Double(Float(0.95)), epsilon: 1e-8,
                        weightDecay: Double(weightDecay))
                }
            }
            // A moment that has cancelled out may be 0, but its terms were as large as the gradients: 10.
            expectClose(
                parameters.tensor, expected.map { Estimate($0.parameter, magnitude: abs($0.parameter) + 1) },
                roundings: 40)
            expectClose(
                first.tensor, expected.map { Estimate($0.firstMoment, magnitude: abs($0.firstMoment) + 10) },
                roundings: 40)
            expectClose(second.tensor, expected.map { Estimate($0.secondMoment) }, roundings: 60)
            #expect(parameters.isIntact && first.isIntact && second.isIntact)
        }
    }

    private func pow10(_ exponent: Int) -> Double { [0.01, 0.1, 1, 10][exponent + 2] }

    @Test("A parameter without gradients stays where it is unless it decays", arguments: TestDevice.kernels)
    func noGradient(on test: TestDevice) {
        let zeros = Tensor(zeros: [3])
        let parameters = Tensor([1, -2, 0.5], shape: [3])
        func step(decay: Float) {
            test.device.adamW(
                parameters, gradient: zeros, firstMoment: Tensor(zeros: [3]), secondMoment: Tensor(zeros: [3]),
                AdamWStep(step: 1, learningRate: 0.5, weightDecay: decay))
        }
        step(decay: 0)
        #expect(parameters.values == [1, -2, 0.5])
        step(decay: 0.5)
        #expect(parameters.values == [0.75, -1.5, 0.375])
    }

    @Test("The sum of squares is exact to double precision", arguments: TestDevice.kernels)
    func sumOfSquares(on test: TestDevice) {
        var generator = SplitMix64(seed: 21)
        for count in oddSizes + [16_384, 16_385, 100_003] {
            let tensor = GuardedTensor(random: &generator, [count], scale: 1e3)
            let expected = tensor.tensor.doubles.reduce(0) { $0 + $1 * $1 }
            let sum = test.device.sumOfSquares(tensor.tensor)
            #expect(abs(sum - expected) <= expected * Double(count) * 0x1p-53)
        }
        #expect(test.device.sumOfSquares(Tensor([Float.infinity], shape: [1])) == .infinity)
        #expect(test.device.sumOfSquares(Tensor([1, .nan, 2], shape: [3])).isNaN)
    }
}
