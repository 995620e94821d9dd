import Foundations
import Tensors
import Testing

@Suite("Gated activations")
struct GatedActivationTests {
    private static let shapes: [(rows: Int, width: Int)] =
        oddSizes.map { ($0 % 4 + 1, $0) } + [(130, 64), (300, 97)]

    @Test(
        "The unit agrees with its formula, also where it saturates", arguments: TestDevice.kernels,
        Activation.allCases)
    func forward(on test: TestDevice, activation: Activation) {
        var generator = SplitMix64(seed: 17)
        for (type, scale) in [(ElementType.float32, 1.0), (.float32, 30), (.bfloat16, 1), (.bfloat16, 30)] {
            for (rows, width) in Self.shapes {
                let gateUp = GuardedTensor(random: &generator, [rows, 2 * width], type, scale: scale)
                let output = GuardedTensor([rows, width], type)
                test.device.gatedActivation(gateUp.tensor, activation, into: output.tensor)
                let matrix = Matrix(gateUp.tensor)
                let expected = (0..<rows * width).map { index in
                    let row = index / width, column = index % width
                    return Reference.activate(matrix[row, column], activation).value * matrix[row, width + column]
                }
                expectClose(output.tensor, expected, roundings: 16, "\(type), \(rows) by \(width)")
                #expect(output.isIntact && gateUp.isIntact)
            }
        }
    }

    @Test(
        "The gradient agrees with its formula, apart or in place", arguments: TestDevice.kernels,
        Activation.allCases)
    func backward(on test: TestDevice, activation: Activation) {
        var generator = SplitMix64(seed: 18)
        for (type, scale) in [(ElementType.float32, 1.0), (.float32, 30), (.bfloat16, 1), (.bfloat16, 30)] {
            for (rows, width) in Self.shapes {
                let gateUp = GuardedTensor(random: &generator, [rows, 2 * width], type, scale: scale)
                let gradient = GuardedTensor(random: &generator, [rows, width], type)
                let matrix = Matrix(gateUp.tensor), slopes = Matrix(gradient.tensor)
                var expected = [Estimate](repeating: Estimate(), count: 2 * rows * width)
                for row in 0..<rows {
                    for column in 0..<width {
                        let at = Reference.activate(matrix[row, column], activation)
                        let slope = slopes[row, column]
                        expected[row * 2 * width + column] = at.slope * (slope * matrix[row, width + column])
                        expected[row * 2 * width + width + column] = at.value * slope
                    }
                }
                let result = GuardedTensor([rows, 2 * width], type)
                test.device.gatedActivationBackward(
                    gradient: gradient.tensor, gateUp: gateUp.tensor, activation, into: result.tensor)
                expectClose(result.tensor, expected, roundings: 24, "\(type), \(rows) by \(width)")
                test.device.gatedActivationBackward(
                    gradient: gradient.tensor, gateUp: gateUp.tensor, activation, into: gateUp.tensor)
                #expect(gateUp.tensor.bytes == result.tensor.bytes, "in place")
                #expect(result.isIntact && gateUp.isIntact)
            }
        }
    }
}
