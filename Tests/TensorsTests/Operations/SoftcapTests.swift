import Foundations
import Glibc
import Tensors
import Testing

@Suite("Softcaps")
struct SoftcapTests {
    @Test(
        "Values are bent by tanh, near 0 and far out, and so is the slope", arguments: TestDevice.kernels, elementTypes)
    func formula(on test: TestDevice, type: ElementType) {
        var generator = SplitMix64(seed: 70)
        for (cap, scale) in [(Float(2), 0.01), (2, 1), (30, 20), (50, 400)] {
            for count in [1, 5, 16, 33, 40_000] {
                let values = GuardedTensor(random: &generator, [1, count], scale: scale)
                let gradient = GuardedTensor(random: &generator, [1, count], type)
                let before = values.tensor.doubles, slopesBefore = gradient.tensor.doubles
                test.device.softcap(values.tensor, cap)
                expectClose(
                    values.tensor, before.map { Estimate(Double(cap) * tanh($0 / Double(cap))) }, roundings: 8,
                    "cap \(cap), scale \(scale)")
                test.device.softcapBackward(capped: values.tensor, cap, gradient: gradient.tensor)
                let slopes = zip(before, slopesBefore).map { value, slope in
                    let bent = tanh(value / Double(cap))
                    return Estimate(slope * (1 - bent * bent), magnitude: abs(slope))
                }
                expectClose(gradient.tensor, slopes, roundings: 16, "slopes, cap \(cap), scale \(scale)")
                #expect(values.isIntact && gradient.isIntact)
            }
        }
    }

    @Test("Infinite values come to the bound", arguments: TestDevice.kernels)
    func extremes(on test: TestDevice) {
        let values = Tensor([.infinity, -.infinity, 1e30, -1e30, 0], shape: [5])
        test.device.softcap(values, 30)
        #expect(values.values == [30, -30, 30, -30, 0])
    }
}
