import Foundations
import Tensors
import Testing

@Suite("RMS norm")
struct RMSNormTests {
    private static let shapes: [(rows: Int, width: Int)] =
        oddSizes.map { ($0 % 5 + 1, $0) } + [(130, 64), (300, 97), (2, 1000), (17, 3)]
    private static let epsilon: Float = 1e-5

    @Test("The norm agrees with its formula, at every width", arguments: TestDevice.kernels, elementTypes)
    func forward(on test: TestDevice, type: ElementType) {
        var generator = SplitMix64(seed: 11)
        for (rows, width) in Self.shapes {
            let x = GuardedTensor(random: &generator, [rows, width], scale: 3)
            let weight = GuardedTensor(random: &generator, [width])
            let output = GuardedTensor([rows, width], type), reciprocal = GuardedTensor([rows])
            test.device.rmsNorm(
                x.tensor, weight: weight.tensor, epsilon: Self.epsilon, into: output.tensor,
                reciprocal: reciprocal.tensor)
            let matrix = Matrix(x.tensor)
            let expected = (0..<rows).flatMap { row in
                Reference.rmsNorm(matrix[row], weight: weight.tensor.doubles, epsilon: Double(Self.epsilon))
            }
            expectClose(output.tensor, expected.map { Estimate($0) }, roundings: width / 2 + 6, "width \(width)")
            let factors = (0..<rows).map { Reference.reciprocal(matrix[$0], epsilon: Double(Self.epsilon)) }
            expectClose(reciprocal.tensor, factors.map { Estimate($0) }, roundings: width / 2 + 4)
            #expect(output.isIntact && reciprocal.isIntact)
        }
    }

    @Test("A row of zeros stays zero", arguments: TestDevice.kernels)
    func zeros(on test: TestDevice) {
        let output = GuardedTensor([2, 17]), reciprocal = GuardedTensor([2])
        test.device.rmsNorm(
            Tensor(zeros: [2, 17]), weight: Tensor([Float](repeating: 2, count: 17), shape: [17]),
            epsilon: Self.epsilon, into: output.tensor, reciprocal: reciprocal.tensor)
        #expect(output.tensor.values.allSatisfy { $0 == 0 })
    }

    @Test(
        "The gradient agrees with its formula, written or added, with and without a bfloat16 copy",
        arguments: TestDevice.kernels, elementTypes)
    func backward(on test: TestDevice, type: ElementType) {
        var generator = SplitMix64(seed: 12)
        for (rows, width) in Self.shapes {
            let x = GuardedTensor(random: &generator, [rows, width])
            let weight = GuardedTensor(random: &generator, [width])
            let gradient = GuardedTensor(random: &generator, [rows, width], type)
            let reciprocal = GuardedTensor([rows])
            let forward = Tensor(zeros: [rows, width])
            test.device.rmsNorm(
                x.tensor, weight: weight.tensor, epsilon: Self.epsilon, into: forward,
                reciprocal: reciprocal.tensor)
            let before = (0..<rows * width).map { _ in Float(generator.normal()) }
            let sumsBefore = (0..<width).map { _ in Float(generator.normal()) }
            var expected: [Estimate] = [], sums = sumsBefore.map { Estimate(Double($0)) }
            for row in 0..<rows {
                let parts = Reference.rmsNormBackward(
                    gradient: Matrix(gradient.tensor)[row], x: Matrix(x.tensor)[row],
                    weight: weight.tensor.doubles, epsilon: Double(Self.epsilon))
                expected += parts.x
                for (column, part) in parts.weight.enumerated() { sums[column] += part }
            }
            for (accumulates, copies) in [(false, false), (false, true), (true, false), (true, true)] {
                let dx = accumulates ? GuardedTensor(before, [rows, width]) : GuardedTensor([rows, width])
                let dweight = GuardedTensor(sumsBefore, [width])
                let compact = copies ? GuardedTensor([rows, width], .bfloat16) : nil
                test.device.rmsNormBackward(
                    gradient: gradient.tensor, x: x.tensor, weight: weight.tensor, reciprocal: reciprocal.tensor,
                    into: dx.tensor, accumulating: accumulates, compact: compact?.tensor,
                    weightGradient: dweight.tensor)
                let total = accumulates ? zip(expected, before).map { $0 + Estimate(Double($1)) } : expected
                expectClose(dx.tensor, total, roundings: 2 * width + 12, "width \(width)")
                expectClose(dweight.tensor, sums, roundings: rows + width / 2 + 8, "weight")
                if let compact {
                    #expect(compact.tensor.values == dx.tensor.values.map { BFloat16($0).float })
                    #expect(compact.isIntact)
                }
                #expect(dx.isIntact && dweight.isIntact)
            }
        }
    }
}
