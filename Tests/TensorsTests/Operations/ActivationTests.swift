import Foundations
import Tensors
import Testing

@Suite("Activations")
struct ActivationTests {
    /// A fine grid over where the functions bend, a coarse one as far out as they are told apart from 0 or x.
    private static let grid: [Float] = (-4000...4000).map { Float($0) / 800 } + (-280...280).map { Float($0) / 10 }

    @Test(
        "Values and slopes agree with their formulas, also where the functions saturate",
        arguments: TestDevice.kernels, Activation.allCases)
    func bothDirections(on test: TestDevice, activation: Activation) {
        var generator = SplitMix64(seed: 19)
        for type in elementTypes {
            for count in oddSizes + [Self.grid.count, 40_000] {
                let x =
                    count == Self.grid.count
                    ? GuardedTensor(Self.grid, [1, count], type)
                    : GuardedTensor(random: &generator, [1, count], type, scale: 3)
                let gradient = GuardedTensor(random: &generator, [1, count], type)
                let output = GuardedTensor([1, count], type), slopes = GuardedTensor([1, count], type)
                test.device.activate(x.tensor, activation, into: output.tensor)
                let points = x.tensor.doubles.map { Reference.activate($0, activation) }
                expectClose(output.tensor, points.map(\.value), roundings: 16, "\(type), \(count) values")
                test.device.activateBackward(
                    gradient: gradient.tensor, x: x.tensor, activation, into: slopes.tensor)
                let expected = zip(points, gradient.tensor.doubles).map { $0.slope * $1 }
                expectClose(slopes.tensor, expected, roundings: 24, "\(type), \(count) slopes")
                test.device.activateBackward(gradient: gradient.tensor, x: x.tensor, activation, into: x.tensor)
                #expect(x.tensor.bytes == slopes.tensor.bytes, "in place")
                #expect(x.isIntact && output.isIntact && slopes.isIntact && gradient.isIntact)
            }
        }
    }

    @Test("The exact GELU is within 1e-6 of itself, far into its tail", arguments: TestDevice.kernels)
    func geluTail(on test: TestDevice) {
        let points = (0...1300).map { Float($0) / -100 }
        let x = Tensor(points, shape: [1, points.count]), output = Tensor(zeros: x.shape)
        test.device.activate(x, .gelu, into: output)
        for (point, value) in zip(points, output.values) where Reference.gelu(Double(point)) != 0 {
            // An exponent of up to 84 is itself rounded, which its exponential multiplies.
            let tolerance = 1e-6 + Double(point * point) * 0x1p-23
            #expect(abs(Double(value) / Reference.gelu(Double(point)) - 1) < tolerance, "at \(point)")
        }
    }

    @Test(
        "Numbers too large to be squared leave no NaN behind, and NaN stays NaN", arguments: TestDevice.kernels,
        Activation.allCases)
    func extremes(on test: TestDevice, activation: Activation) {
        let x = Tensor([1e30, -1e30, 1e19, -1e19, 200, -200, .nan], shape: [1, 7])
        let output = Tensor(zeros: [1, 7]), slopes = Tensor(zeros: [1, 7])
        test.device.activate(x, activation, into: output)
        #expect(
            output.values[..<6].elementsEqual([1e30, 0, 1e19, 0, 200, 0]) { abs($0 - $1) <= abs($1) * 1e-6 + 1e-7 })
        #expect(output.values[6].isNaN)
        test.device.activateBackward(
            gradient: Tensor([Float](repeating: 1, count: 7), shape: [1, 7]), x: x, activation, into: slopes)
        #expect(slopes.values[..<6].elementsEqual([1, 0, 1, 0, 1, 0]) { abs($0 - $1) <= 1e-6 })
    }
}
