import Foundations
import Tensors
import Testing

@Suite("Cross-entropy")
struct CrossEntropyTests {
    private static let shapes: [(rows: Int, width: Int)] =
        oddSizes.map { ($0 % 4 + 1, $0) } + [(130, 64), (50, 997), (3, 20_000)]

    @Test(
        "Losses and gradients agree with their formulas, and rows without a target have none",
        arguments: TestDevice.kernels)
    func formulas(on test: TestDevice) {
        var generator = SplitMix64(seed: 19)
        for (rows, width) in Self.shapes {
            let logits = GuardedTensor(random: &generator, [rows, width], scale: 4)
            let targets = (0..<rows).map { $0 % 5 == 1 ? -1 : Int32(generator.next(below: width)) }
            let scale: Float = 0.125
            var losses: [Estimate] = [], gradients: [Estimate] = []
            for (row, target) in targets.enumerated() {
                let parts = Reference.crossEntropy(Matrix(logits.tensor)[row], target: Int(target))
                losses.append(parts.loss)
                gradients += parts.gradient.map { $0 * Double(scale) }
            }
            // Logits of up to 20 are off by a rounding when the highest is taken away.
            let roundings = width + 64
            func check(_ result: GuardedTensor, _ gradient: GuardedTensor?, _ comment: String) {
                expectClose(result.tensor, losses, roundings: roundings, "\(rows) by \(width), losses \(comment)")
                #expect(result.isIntact)
                guard let gradient else { return }
                expectClose(
                    gradient.tensor, gradients, roundings: roundings, "\(rows) by \(width), gradient \(comment)")
                #expect(gradient.isIntact)
                for (row, target) in targets.enumerated() where target < 0 {
                    #expect(result.tensor.values[row] == 0)
                    #expect(Matrix(gradient.tensor)[row].allSatisfy { $0 == 0 })
                }
            }
            for gradient in [nil, GuardedTensor([rows, width]), GuardedTensor([rows, width], .bfloat16)] {
                let result = GuardedTensor([rows])
                // A slice that does not begin at 0, as it comes from a longer batch.
                let slice = ([-1, -1, 0] + targets)[3...]
                test.device.crossEntropy(
                    logits: logits.tensor, targets: slice, losses: result.tensor, gradient: gradient?.tensor,
                    scale: scale)
                check(result, gradient, gradient.map { "\($0.tensor.elementType)" } ?? "alone")
            }
            let result = GuardedTensor([rows])
            test.device.crossEntropy(
                logits: logits.tensor, targets: targets[...], losses: result.tensor, gradient: logits.tensor,
                scale: scale)
            check(result, logits, "in place")
        }
    }

    @Test("Logits far apart give finite losses", arguments: TestDevice.kernels)
    func extremes(on test: TestDevice) {
        let logits = Tensor([-500, 500, 0, 1e30, 0, -1e30, -.infinity, 1, 2], shape: [3, 3])
        let losses = Tensor(zeros: [3]), gradient = Tensor(zeros: [3, 3])
        test.device.crossEntropy(
            logits: logits, targets: [0, 0, 2], losses: losses, gradient: gradient, scale: 1)
        #expect(losses.values[0] == 1000)
        #expect(losses.values[1] == 0)
        #expect(abs(losses.values[2] - 0.313_261_7) < 1e-6)
        #expect(gradient.values.allSatisfy { $0.isFinite })
    }

    @Test("A logit that is no number makes its loss none, and only its own", arguments: TestDevice.kernels)
    func notANumber(on test: TestDevice) {
        for bad in [Float.nan, .infinity] {
            for place in [0, 5, 16, 36] {
                let logits = Tensor(zeros: [3, 37])
                logits.floats[37 + place] = bad
                let losses = Tensor(zeros: [3])
                test.device.crossEntropy(
                    logits: logits, targets: [0, 1, 2], losses: losses, gradient: nil, scale: 1)
                #expect(losses.values[0].isFinite && losses.values[2].isFinite)
                #expect(losses.values[1].isNaN)
            }
        }
    }
}
