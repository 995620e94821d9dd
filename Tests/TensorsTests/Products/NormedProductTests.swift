import Foundations
import Tensors
import Testing

@Suite("Products that take a norm or an activation along")
struct NormedProductTests {
    private static let rowCounts = [1, 2, 3, 5, 8, 9, 20]

    @Test(
        "A norm on the way has the bits of a norm before the product",
        arguments: FrozenProductTests.formats, [Float(0), 1])
    func norm(_ format: FrozenProductTests.Format, offset: Float) {
        let stored = BlockRows(type: format.type, count: 37, depth: format.depth, seed: 21)
        for test in TestDevice.kernels {
            let device = test.device, frozen = stored.frozen(on: device)
            let norm = RowNorm(weight: parameter(format.depth, seed: 22), offset: offset, epsilon: 1e-5)
            for rows in Self.rowCounts {
                let x = random([rows, format.depth], scale: 3, seed: UInt64(rows))
                let residual = random([rows, 37], seed: 23)
                let product = Tensor(zeros: [rows, 37]), expected = Tensor(zeros: [rows, 37])
                device.product(x, norm: norm, frozen, residual: residual, into: product)
                device.product(normalized(x, norm, on: device), frozen, residual: residual, into: expected)
                #expect(product.values == expected.values, "\(test), \(rows) rows")
            }
        }
    }

    @Test(
        "So it has where parts are floats, and where some are",
        arguments: [[8], [1], [1, 8], [8, 1], [12, 14, 8]] as [[UInt32]])
    func mixed(types: [UInt32]) {
        for test in TestDevice.kernels {
            let device = test.device, weight = weight(of: types, counts: types.map { _ in 40 }, on: device)
            let norm = RowNorm(weight: parameter(256, seed: 24), epsilon: 1e-6)
            for rows in Self.rowCounts {
                let x = random([rows, 256], seed: UInt64(rows))
                let product = Tensor(zeros: [rows, weight.columns]), expected = Tensor(zeros: [rows, weight.columns])
                device.product(x, norm: norm, weight, residual: nil, into: product)
                device.product(normalized(x, norm, on: device), weight, residual: nil, into: expected)
                #expect(product.values == expected.values, "\(test), \(rows) rows")
            }
        }
    }

    @Test(
        "The activation of gate and up has the bits of the operations one by one",
        arguments: [[8, 8], [2, 2], [12, 12], [12, 14], [1, 1], [1, 8]] as [[UInt32]], [true, false])
    func gated(types: [UInt32], isNormed: Bool) {
        for test in TestDevice.kernels {
            // So many columns that gate and up are divided into tasks, of which the last is not whole.
            let device = test.device, width = 1000
            let weight = weight(of: types, counts: [width, width], on: device)
            let norm = isNormed ? RowNorm(weight: parameter(256, seed: 25), epsilon: 1e-6) : nil
            for rows in [1, 3, 8, 9] {
                let x = random([rows, 256], seed: UInt64(rows))
                let wide = Tensor(zeros: [rows, 2 * width]), expected = Tensor(zeros: [rows, width])
                let output = Tensor(zeros: [rows, width])
                device.product(x, norm: norm, weight, residual: nil, into: wide)
                device.gatedActivation(wide, .silu, into: expected)
                device.gatedProduct(x, norm: norm, weight, .silu, into: output)
                #expect(output.values == expected.values, "\(test), \(rows) rows")
            }
        }
    }

    @Test("A row of few floats has the same bits alone, among others and among many")
    func floats() {
        let rows = random([20, 256], seed: 26)
        for threads in [1, 3] {
            let device = CPUDevice(threadCount: threads), weight = weight(of: [1, 1], counts: [300, 70], on: device)
            func products(_ range: Range<Int>) -> [Float] {
                let product = Tensor(zeros: [range.count, 370])
                device.product(rows.rows(range), weight, residual: nil, into: product)
                return product.values
            }
            let whole = products(0..<20)
            for group in [1, 2, 5, 8] {
                let parts = stride(from: 0, to: 20, by: group).flatMap { products($0..<min(20, $0 + group)) }
                #expect(parts == whole, "\(threads) threads, \(group) rows at a time")
            }
        }
    }

    /// Parts of the given types of GGUF files; 1 is half precision.
    private func weight(of types: [UInt32], counts: [Int], on device: CPUDevice) -> FrozenMatrix {
        FrozenMatrix(
            zip(types, counts).enumerated().map { index, part in
                let (type, count) = part
                guard type == 1 else {
                    return BlockRows(type: type, count: count, depth: 256, seed: UInt64(30 + index))
                        .frozen(on: device).parts[0]
                }
                let bits = random([count, 256], seed: UInt64(30 + index)).values.map { Float16($0).bitPattern }
                return bits.withUnsafeBufferPointer { values in
                    device.freeze(
                        StoredRows(
                            encoding: .float16,
                            rows: (0..<count).map { UnsafeRawPointer(values.baseAddress! + $0 * 256) }),
                        depth: 256, precision: .float32)
                }
            })
    }

    private func normalized(_ x: Tensor, _ norm: RowNorm, on device: CPUDevice) -> Tensor {
        let output = Tensor(zeros: x.shape), factors = norm.weight.value.values.map { $0 + norm.offset }
        device.rmsNorm(
            x, weight: Tensor(factors, shape: [factors.count]), epsilon: norm.epsilon, into: output,
            reciprocal: Tensor(zeros: [x.rows]))
        return output
    }

    private func parameter(_ width: Int, seed: UInt64) -> Parameter {
        let made = Parameter(name: "norm", shape: [width]), values = random([width], seed: seed).values
        for (index, value) in values.enumerated() { made.value.floats[index] = value }
        return made
    }

    private func random(_ shape: [Int], scale: Float = 1, seed: UInt64) -> Tensor {
        var generator = SplitMix64(seed: seed)
        return Tensor(
            (0..<shape.reduce(1, *)).map { _ in scale * Float(2 * generator.uniform() - 1) }, shape: shape)
    }
}
