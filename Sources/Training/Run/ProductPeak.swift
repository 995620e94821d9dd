package import Tensors

/// The matrix product speed that this machine reaches, against which utilisation is measured.
package enum ProductPeak {
    /// Floating-point operations a second: the best of several square products of the size that training has.
    package static func measure(on device: CPUDevice, precision: Precision) -> Double {
        let size = 1024
        let elementType: ElementType = precision == .bfloat16 ? .bfloat16 : .float32
        let left = Tensor(zeros: [size, size], elementType: elementType)
        let right = Tensor(zeros: [size, size], elementType: elementType)
        let result = Tensor(zeros: [size, size], elementType: elementType)
        let packed = device.pack(right, for: elementType)
        var best = Double.infinity
        for _ in 0..<8 {
            best = min(best, seconds { device.product(.byTransposed, left, right, residual: nil, into: result) })
            best = min(best, seconds { device.product(left, packed, residual: nil, into: result) })
        }
        return 2 * Double(size * size * size) / best
    }

    private static func seconds(_ body: () -> Void) -> Double {
        let start = ContinuousClock.now
        body()
        return (ContinuousClock.now - start) / .seconds(1)
    }
}
