import Foundations
import Tensors

/// One product, run again and again.
struct ProductBenchmark {
    let shape: ProductShape
    let form: ProductForm
    let precision: Precision
    let engine: ProductEngine

    /// Billions of floating-point operations a second in the fastest of `runs`.
    func rate(threads: Int?, runs: Int) -> Double {
        let device = CPUDevice(threadCount: threads, productEngine: engine)
        let (m, n, k) = (shape.rows, shape.columns, shape.depth)
        // The gradient of the input sums over the columns of the result, that of the weight over its rows.
        let a = operand(form == .byTransposed ? [m, k] : [m, n], on: device)
        let b = form == .transposedBy ? operand([m, k], on: device) : weight([n, k])
        let c =
            switch form {
            case .byTransposed: device.makeTensor([m, n], precision == .bfloat16 ? .bfloat16 : .float32)
            case .plain: device.makeTensor([m, k], precision == .bfloat16 ? .bfloat16 : .float32)
            case .transposedBy: Tensor(zeros: [n, k])
            }
        var best = Double.infinity
        for _ in 0..<runs + 1 {
            best = min(best, seconds { device.product(form, a, b, residual: nil, into: c) })
        }
        return 2 * Double(m) * Double(n) * Double(k) / best * 1e-9
    }

    private func weight(_ shape: [Int]) -> Tensor {
        var generator = SplitMix64(seed: UInt64(shape[0]))
        return Tensor((0..<shape[0] * shape[1]).map { _ in Float(generator.uniform() - 0.5) }, shape: shape)
    }

    private func operand(_ shape: [Int], on device: CPUDevice) -> Tensor {
        let floats = weight(shape)
        guard precision == .bfloat16 else { return floats }
        let converted = device.makeTensor(shape, .bfloat16)
        device.convert(floats, into: converted)
        return converted
    }
}

/// Wall time of `body`, in seconds.
func seconds(_ body: () throws -> Void) rethrows -> Double {
    let start = ContinuousClock.now
    try body()
    let elapsed = (ContinuousClock.now - start).components
    return Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18
}
