import Foundations
import Tensors
import Testing

@Suite("Products with weights in the encoding of their file")
struct FrozenProductTests {
    /// A type of GGUF files, and depths that are whole blocks of it but not whole groups of a panel.
    struct Format: Sendable, CustomTestStringConvertible {
        let name: String
        let type: UInt32
        let depth: Int
        var testDescription: String { name }
    }

    static let formats = [
        Format(name: "Q4_0", type: 2, depth: 160), Format(name: "Q5_0", type: 6, depth: 96),
        Format(name: "Q4_1", type: 3, depth: 160), Format(name: "Q5_1", type: 7, depth: 96),
        Format(name: "Q8_0", type: 8, depth: 224), Format(name: "Q3_K", type: 11, depth: 768),
        Format(name: "Q4_K", type: 12, depth: 512), Format(name: "Q5_K", type: 13, depth: 512),
        Format(name: "Q6_K", type: 14, depth: 768), Format(name: "IQ4_NL", type: 20, depth: 288),
    ]

    @Test("They are those of the elements, with activations of eight bits", arguments: formats)
    func plain(_ format: Format) {
        let weight = BlockRows(type: format.type, count: 37, depth: format.depth, seed: 1), floats = weight.floats
        for level in KernelLevel.allCases where level.isAvailable {
            let device = CPUDevice(threadCount: 2, level: level), frozen = weight.frozen(on: device)
            for rows in [1, 2, 3, 7, 8, 9, 20] {
                let x = random([rows, format.depth], seed: UInt64(rows)), residual = random([rows, 37], seed: 99)
                let product = Tensor(zeros: [rows, 37])
                device.product(x, frozen, residual: residual, into: product)
                let values = product.values
                for row in 0..<rows {
                    let a = PlainQuantization.rounded(Array(x.values[row * format.depth..<(row + 1) * format.depth]))
                    for column in 0..<37 {
                        let terms = (0..<format.depth).map { a[$0] * Double(floats[column * format.depth + $0]) }
                        let expected = terms.reduce(0, +) + Double(residual.values[row * 37 + column])
                        let scale = terms.reduce(0) { $0 + abs($1) }
                        #expect(
                            abs(Double(values[row * 37 + column]) - expected) <= 1e-6 * scale,
                            "\(level.rawValue), row \(row) of \(rows), column \(column)")
                    }
                }
            }
        }
    }

    @Test(
        "A row has the same bits alone, among others, with many threads and every instruction set", arguments: formats)
    func bits(_ format: Format) {
        let weight = BlockRows(type: format.type, count: 70, depth: format.depth, seed: 2)
        let x = random([23, format.depth], seed: 3)
        var reference: [[UInt32]]?
        for level in KernelLevel.allCases where level.isAvailable {
            for threads in [1, 3] {
                let device = CPUDevice(threadCount: threads, level: level), frozen = weight.frozen(on: device)
                for group in [1, 2, 4, 5, 8, 11, 23] {
                    var rows: [[UInt32]] = []
                    for first in stride(from: 0, to: 23, by: group) {
                        let part = x.rows(first..<min(23, first + group)), product = Tensor(zeros: [part.rows, 70])
                        device.product(part, frozen, residual: nil, into: product)
                        let values = product.values
                        rows += (0..<part.rows).map { row in values[row * 70..<(row + 1) * 70].map(\.bitPattern) }
                    }
                    if reference == nil { reference = rows }
                    #expect(rows == reference, "\(level.rawValue), \(threads) threads, \(group) rows at a time")
                }
            }
        }
    }

    @Test(
        "The last rows of a long prompt, fewer than a tile, are those that they are alone",
        arguments: [2, 8, 12] as [UInt32])
    func lastRows(type: UInt32) {
        // So deep that a few tiles of rows fill the cache, and a product takes several blocks of them.
        let depth = 8192, weight = BlockRows(type: type, count: 20, depth: depth, seed: 12)
        let x = random([45, depth], seed: 13)
        for level in KernelLevel.allCases where level.isAvailable {
            let device = CPUDevice(threadCount: 2, level: level), frozen = weight.frozen(on: device)
            func products(_ rows: Range<Int>) -> [Float] {
                let product = Tensor(zeros: [rows.count, 20])
                device.product(x.rows(rows), frozen, residual: nil, into: product)
                return product.values
            }
            let alone = (0..<45).flatMap { products($0..<$0 + 1) }
            for rows in [37, 39, 40, 44, 45] {
                #expect(products(0..<rows) == Array(alone[..<(rows * 20)]), "\(level.rawValue), \(rows) rows")
            }
        }
    }

    @Test("A row is looked up as the file's elements", arguments: formats)
    func rows(_ format: Format) {
        let weight = BlockRows(type: format.type, count: 37, depth: format.depth, seed: 4), floats = weight.floats
        let device = CPUDevice(threadCount: 2), frozen = weight.frozen(on: device)
        let tokens: [Int32] = [36, 0, 15, 16, 0]
        let output = Tensor(zeros: [5, format.depth])
        device.embedding(tokens, frozen, scale: 1, into: output)
        let expected = tokens.flatMap { floats[Int($0) * format.depth..<(Int($0) + 1) * format.depth] }
        let values = output.values
        for (value, wanted) in zip(values, expected) { #expect(abs(value - wanted) <= 2e-7 * abs(wanted)) }
    }

    @Test("Floats of sixteen bits give what the same numbers give as float32", arguments: [true, false])
    func halves(isHalf: Bool) {
        let depth = 75, columns = 150
        var generator = SplitMix64(seed: 5)
        let bits = (0..<columns * depth).map { _ -> UInt16 in
            let value = Float(generator.uniform() - 0.5)
            return isHalf ? Float16(value).bitPattern : UInt16(truncatingIfNeeded: value.bitPattern >> 16)
        }
        let floats = bits.map { isHalf ? Float(Float16(bitPattern: $0)) : Float(bitPattern: UInt32($0) << 16) }
        for level in KernelLevel.allCases where level.isAvailable {
            let device = CPUDevice(threadCount: 2, level: level)
            let stored = freeze(bits, isHalf ? .float16 : .bfloat16, columns: columns, on: device)
            let plain = device.pack(Tensor(floats, shape: [columns, depth]), for: .float32)
            for rows in [1, 6, 13] {
                let x = random([rows, depth], seed: UInt64(rows))
                let product = Tensor(zeros: [rows, columns]), expected = Tensor(zeros: [rows, columns])
                device.product(x, stored, residual: nil, into: product)
                device.product(x, plain, residual: nil, into: expected)
                #expect(product.values == expected.values, "\(level.rawValue), \(rows) rows")
            }
        }
    }

    @Test("Parts in different encodings stand side by side", arguments: [1, 5, 9], [true, false])
    func parts(rows: Int, hasFloats: Bool) {
        let device = CPUDevice(threadCount: 2), depth = 256
        let first = BlockRows(type: 12, count: 24, depth: depth, seed: 6)
        let second = BlockRows(type: 14, count: 8, depth: depth, seed: 7)
        let floats = random([5, depth], seed: 8)
        let parts = [first, second].map { $0.frozen(on: device).parts[0] }
        let third = floats.values.withUnsafeBufferPointer { values in
            device.freeze(
                StoredRows(
                    encoding: .float32, rows: (0..<5).map { UnsafeRawPointer(values.baseAddress! + $0 * depth) }),
                depth: depth, precision: .float32)
        }
        let all = hasFloats ? parts + [third] : parts, columns = hasFloats ? 37 : 32
        let x = random([rows, depth], seed: 9), residual = random([rows, columns], seed: 14)
        let whole = Tensor(zeros: [rows, columns])
        // Products of floats begin their sums with the residual: other bits.
        device.product(x, FrozenMatrix(all), residual: hasFloats ? nil : residual, into: whole)
        var column = 0
        for part in all {
            let alone = Tensor(zeros: [rows, part.columns])
            device.product(x, FrozenMatrix([part]), residual: nil, into: alone)
            let values = whole.values, expected = alone.values, added = residual.values
            for row in 0..<rows {
                for place in 0..<part.columns {
                    let wide = row * columns + column + place
                    #expect(values[wide] == (hasFloats ? 0 : added[wide]) + expected[row * part.columns + place])
                }
            }
            column += part.columns
        }
    }

    @Test("What is not a number stays in sight")
    func notANumber() {
        let device = CPUDevice(threadCount: 1)
        let frozen = BlockRows(type: 8, count: 16, depth: 64, seed: 10).frozen(on: device)
        let x = random([1, 64], seed: 11), product = Tensor(zeros: [1, 16])
        x.floats[40] = .nan
        device.product(x, frozen, residual: nil, into: product)
        let values = product.values
        #expect(values.allSatisfy { $0.isNaN })
    }

    private func freeze(
        _ bits: [UInt16], _ encoding: StoredRows.Encoding, columns: Int, on device: CPUDevice
    ) -> FrozenMatrix {
        let depth = bits.count / columns
        return bits.withUnsafeBufferPointer { values in
            let rows = (0..<columns).map { UnsafeRawPointer(values.baseAddress! + $0 * depth) }
            return FrozenMatrix([
                device.freeze(StoredRows(encoding: encoding, rows: rows), depth: depth, precision: .float32)
            ])
        }
    }

    private func random(_ shape: [Int], seed: UInt64) -> Tensor {
        var generator = SplitMix64(seed: seed)
        return Tensor((0..<shape.reduce(1, *)).map { _ in Float(2 * generator.uniform() - 1) }, shape: shape)
    }
}
