import Foundations
import Tensors
import Testing

@Suite("Gated SiLU")
struct GatedSiLUTests {
    private static let shapes: [(rows: Int, width: Int)] =
        oddSizes.map { ($0 % 4 + 1, $0) } + [(130, 64), (300, 97)]

    @Test("The unit agrees with its formula, also where it saturates", arguments: TestDevice.kernels, elementTypes)
    func forward(on test: TestDevice, type: ElementType) {
        var generator = SplitMix64(seed: 17)
        for scale in [1.0, 30] {
            for (rows, width) in Self.shapes {
                let gateUp = GuardedTensor(random: &generator, [rows, 2 * width], type, scale: scale)
                let output = GuardedTensor([rows, width], type)
                test.device.gatedSiLU(gateUp.tensor, into: output.tensor)
                let matrix = Matrix(gateUp.tensor)
                let expected = (0..<rows * width).map { index in
                    let row = index / width, column = index % width
                    return Estimate(Reference.gatedSiLU(gate: matrix[row, column], up: matrix[row, width + column]))
                }
                expectClose(output.tensor, expected, roundings: 16, "\(rows) by \(width)")
                #expect(output.isIntact && gateUp.isIntact)
            }
        }
    }

    @Test("The gradient agrees with its formula, apart or in place", arguments: TestDevice.kernels, elementTypes)
    func backward(on test: TestDevice, type: ElementType) {
        var generator = SplitMix64(seed: 18)
        for scale in [1.0, 30] {
            for (rows, width) in Self.shapes {
                let gateUp = GuardedTensor(random: &generator, [rows, 2 * width], type, scale: scale)
                let gradient = GuardedTensor(random: &generator, [rows, width], type)
                let matrix = Matrix(gateUp.tensor), slopes = Matrix(gradient.tensor)
                var expected = [Estimate](repeating: Estimate(), count: 2 * rows * width)
                for row in 0..<rows {
                    for column in 0..<width {
                        let parts = Reference.gatedSiLUBackward(
                            gradient: slopes[row, column], gate: matrix[row, column], up: matrix[row, width + column])
                        expected[row * 2 * width + column] = parts.gate
                        expected[row * 2 * width + width + column] = parts.up
                    }
                }
                let result = GuardedTensor([rows, 2 * width], type)
                test.device.gatedSiLUBackward(
                    gradient: gradient.tensor, gateUp: gateUp.tensor, into: result.tensor)
                expectClose(result.tensor, expected, roundings: 24, "\(rows) by \(width)")
                test.device.gatedSiLUBackward(
                    gradient: gradient.tensor, gateUp: gateUp.tensor, into: gateUp.tensor)
                #expect(gateUp.tensor.bytes == result.tensor.bytes, "in place")
                #expect(result.isIntact && gateUp.isIntact)
            }
        }
    }
}
