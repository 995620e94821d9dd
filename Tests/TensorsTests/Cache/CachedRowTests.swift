import Foundations
import Tensors
import Testing

@Suite("Turning, storing and attending in one")
struct CachedRowTests {
    /// What comes before attention.
    enum Before: CaseIterable, Sendable {
        case nothing, rotation, partOfHeads, norms, wideNorm
    }

    private static let queryHeads = 6, heads = 2, size = 20, width = 200, known = [0, 63, 64, 300, 511]
    /// Rows to take known and new ones from.
    private static let rows: Tensor = {
        var generator = SplitMix64(seed: 31)
        return Tensor.random(&generator, [1200, width])
    }()
    private static let tables = [10, 6].map { pairs in
        RotaryTable(positions: 1200, frequencies: (0..<pairs).map { 1 / Float($0 + 1) })
    }

    @Test(
        "It has the bits of the operations one by one",
        arguments: Before.allCases, CacheFormat.allCases)
    func bits(_ before: Before, format: CacheFormat) {
        for test in TestDevice.kernels {
            // One row of each sequence, of one alone, and several rows of each.
            for (known, new) in [(Self.known, 1), ([300], 1), ([0], 1), (Self.known, 3), ([600, 1030], 1)] {
                for (window, softcap) in [(nil, nil), (16, 3)] as [(Int?, Float?)] {
                    var shape = CachedAttentionShape(layer: 1, queryHeads: Self.queryHeads, scale: 0.3)
                    (shape.window, shape.softcap) = (window, softcap)
                    let together = attend(before, format, shape, known, new, fused: true, on: test.device)
                    let apart = attend(before, format, shape, known, new, fused: false, on: test.device)
                    #expect(together.output == apart.output, "\(test), \(new) rows behind \(known)")
                    #expect(together.heads == apart.heads, "\(test), \(new) rows behind \(known)")
                }
            }
        }
    }

    @Test("It has the same bits on any number of threads, among others and alone")
    func threads() {
        let shape = CachedAttentionShape(layer: 0, queryHeads: Self.queryHeads, scale: 0.3)
        let all = [1, 2, 3].map { threads in
            attend(
                .rotation, .float16, shape, Self.known, 1, fused: true, on: CPUDevice(threadCount: threads)
            ).output
        }
        #expect(all[1] == all[0] && all[2] == all[0])
        let alone = Self.known.indices.flatMap { index in
            attend(
                .rotation, .float16, shape, Self.known, 1, only: index, fused: true, on: CPUDevice(threadCount: 2)
            ).output
        }
        #expect(alone == all[0])
    }

    /// New rows behind sequences of known ones; all are functions of their sequence's place in the list.
    private func attend(
        _ before: Before, _ format: CacheFormat, _ shape: CachedAttentionShape, _ known: [Int], _ new: Int,
        only: Int? = nil, fused: Bool, on device: CPUDevice
    ) -> (output: [Float], heads: [Float]) {
        let pool = KVPool(
            shape: KVPageShape(layers: 2, heads: Self.heads, headSize: Self.size, format: format), pageLimit: 60)
        var spans: [KVSpan] = [], rows: [Float] = []
        for (index, count) in known.enumerated() where only == nil || only == index {
            let sequence = KVSequence(pool: pool)
            if count > 0 {
                try! sequence.reserve(count)
                device.store(Self.rows.rows(index..<index + count), spans: [KVSpan(sequence, rows: count)], shape)
                sequence.advance(by: count)
            }
            try! sequence.reserve(new)
            spans.append(KVSpan(sequence, rows: new))
            rows += Self.rows.rows(1100 + 3 * index..<1100 + 3 * index + new).values
        }
        let heads = Tensor(rows, shape: [spans.count * new, Self.width])
        let output = GuardedTensor([heads.rows, Self.queryHeads * Self.size])
        let turns = rotations(before, positions: spans.flatMap { $0.positions.map { Int32($0) } })
        if fused {
            device.attention(turning: heads, by: turns, spans: spans, shape, into: output.tensor)
        } else {
            for turn in turns {
                // A norm reads what it would overwrite.
                let source = Tensor(heads.values, shape: heads.shape)
                device.rotate(source, turn, into: heads, reciprocal: Tensor(zeros: [heads.rows, turn.heads]))
            }
            device.store(heads, spans: spans, shape)
            device.attention(queries: heads, spans: spans, shape, into: output.tensor)
        }
        #expect(output.isIntact)
        return (output.tensor.values, heads.values)
    }

    private func rotations(_ before: Before, positions: [Int32]) -> [HeadRotation] {
        let size = Self.size, queries = Self.queryHeads, keys = Self.heads
        func rotation(
            _ first: Int, _ heads: Int, size: Int, _ table: RotaryTable?, normed: Bool = false
        ) -> HeadRotation {
            let weight = normed ? Parameter(name: "norm", shape: [size]) : nil
            if let weight {
                for index in 0..<size { weight.value.floats[index] = 0.5 + Float(index % 7) / 5 }
            }
            return HeadRotation(
                firstHead: first, heads: heads, size: size, positions: positions, table: table, weight: weight)
        }
        switch before {
        case .nothing: return []
        case .rotation: return [rotation(0, queries + keys, size: size, Self.tables[0])]
        case .partOfHeads:
            return [
                rotation(0, queries, size: size, Self.tables[1]), rotation(queries, keys, size: size, Self.tables[1]),
            ]
        case .norms:
            return [
                rotation(0, queries, size: size, Self.tables[0], normed: true),
                rotation(queries, keys, size: size, Self.tables[0], normed: true),
            ]
        case .wideNorm:
            return [
                rotation(0, 1, size: queries * size, nil, normed: true),
                rotation(queries / keys, 1, size: keys * size, nil, normed: true),
            ]
        }
    }
}
