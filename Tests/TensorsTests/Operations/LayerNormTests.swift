import Foundations
import Tensors
import Testing

@Suite("Layer norm")
struct LayerNormTests {
    private static let shapes: [(rows: Int, width: Int)] =
        oddSizes.map { ($0 % 5 + 1, $0) } + [(130, 64), (300, 97), (2, 1000), (17, 3)]
    private static let epsilon: Float = 1e-5

    @Test(
        "The norm agrees with its formula, at every width, with and without bias", arguments: TestDevice.kernels,
        elementTypes)
    func forward(on test: TestDevice, type: ElementType) {
        var generator = SplitMix64(seed: 13)
        for (rows, width) in Self.shapes {
            // Far from 0 in the mean, where a difference of sums of squares would have lost its digits.
            let shifted = (0..<rows * width).map { _ in Float(20 + 3 * generator.normal()) }
            let x = GuardedTensor(shifted, [rows, width])
            let weight = GuardedTensor(random: &generator, [width]), bias = GuardedTensor(random: &generator, [width])
            for biased in [true, false] {
                let output = GuardedTensor([rows, width], type), statistics = GuardedTensor([rows, 2])
                test.device.layerNorm(
                    x.tensor, weight: weight.tensor, bias: biased ? bias.tensor : nil, epsilon: Self.epsilon,
                    into: output.tensor, statistics: statistics.tensor)
                let matrix = Matrix(x.tensor)
                var expected: [Estimate] = [], numbers: [Estimate] = []
                for row in 0..<rows {
                    let parts = Reference.layerNorm(
                        matrix[row], weight: weight.tensor.doubles, bias: biased ? bias.tensor.doubles : nil,
                        epsilon: Double(Self.epsilon))
                    expected += parts.output
                    numbers += [parts.mean, parts.reciprocal]
                }
                expectClose(output.tensor, expected, roundings: width + 16, "width \(width)")
                expectClose(statistics.tensor, numbers, roundings: width + 16, "statistics at width \(width)")
                #expect(output.isIntact && statistics.isIntact && x.isIntact)
            }
        }
    }

    @Test("A row whose elements are all the same becomes the bias", arguments: TestDevice.kernels)
    func constantRow(on test: TestDevice) {
        let output = GuardedTensor([2, 17]), statistics = GuardedTensor([2, 2])
        let bias = (0..<17).map { Float($0) }
        test.device.layerNorm(
            Tensor([Float](repeating: 4, count: 34), shape: [2, 17]),
            weight: Tensor([Float](repeating: 2, count: 17), shape: [17]), bias: Tensor(bias, shape: [17]),
            epsilon: Self.epsilon, into: output.tensor, statistics: statistics.tensor)
        #expect(output.tensor.values == bias + bias)
    }

    @Test(
        "The gradient agrees with its formula, written or added, with and without bias and bfloat16 copy",
        arguments: TestDevice.kernels, elementTypes)
    func backward(on test: TestDevice, type: ElementType) {
        var generator = SplitMix64(seed: 14)
        for (rows, width) in Self.shapes where width > 1 {
            let x = GuardedTensor(random: &generator, [rows, width])
            let weight = GuardedTensor(random: &generator, [width])
            let gradient = GuardedTensor(random: &generator, [rows, width], type)
            let statistics = GuardedTensor([rows, 2])
            test.device.layerNorm(
                x.tensor, weight: weight.tensor, bias: nil, epsilon: Self.epsilon,
                into: Tensor(zeros: [rows, width]), statistics: statistics.tensor)
            let before = (0..<rows * width).map { _ in Float(generator.normal()) }
            let sumsBefore = (0..<width).map { _ in Float(generator.normal()) }
            var expected: [Estimate] = [], slopes = sumsBefore.map { Estimate(Double($0)) }, shifts = slopes
            for row in 0..<rows {
                let parts = Reference.layerNormBackward(
                    gradient: Matrix(gradient.tensor)[row], x: Matrix(x.tensor)[row],
                    weight: weight.tensor.doubles, epsilon: Double(Self.epsilon))
                expected += parts.x
                for (column, part) in parts.weight.enumerated() { slopes[column] += part }
                for (column, part) in Matrix(gradient.tensor)[row].enumerated() { shifts[column] += part }
            }
            for (accumulates, others) in [(false, false), (false, true), (true, false), (true, true)] {
                let dx = accumulates ? GuardedTensor(before, [rows, width]) : GuardedTensor([rows, width])
                let dweight = GuardedTensor(sumsBefore, [width]), dbias = GuardedTensor(sumsBefore, [width])
                let compact = others ? GuardedTensor([rows, width], .bfloat16) : nil
                test.device.layerNormBackward(
                    gradient: gradient.tensor, x: x.tensor, weight: weight.tensor, statistics: statistics.tensor,
                    into: dx.tensor, accumulating: accumulates, compact: compact?.tensor,
                    weightGradient: dweight.tensor, biasGradient: others ? dbias.tensor : nil)
                let total = accumulates ? zip(expected, before).map { $0 + Estimate(Double($1)) } : expected
                expectClose(dx.tensor, total, roundings: 3 * width + 24, "width \(width)")
                expectClose(dweight.tensor, slopes, roundings: rows + 2 * width + 16, "weight")
                if others { expectClose(dbias.tensor, shifts, roundings: rows + 2, "bias") }
                if !others { #expect(dbias.tensor.values == sumsBefore) }
                if let compact {
                    #expect(compact.tensor.values == dx.tensor.values.map { BFloat16($0).float })
                    #expect(compact.isIntact)
                }
                #expect(dx.isIntact && dweight.isIntact && dbias.isIntact)
            }
        }
    }
}
