import Foundations
import Tensors
import Testing

@Suite("Attention over a cache")
struct CachedAttentionTests {
    private static let problems =
        [(1, 2, 2, 1), (17, 6, 4, 2), (33, 8, 3, 3), (70, 20, 6, 2), (130, 64, 2, 1), (67, 130, 9, 3)].flatMap {
            sizes in
            [(nil, nil), (1, nil), (16, nil), (21, 4), (nil, 2)].map { window, softcap in
                problem(sizes.0, headSize: sizes.1, sizes.2, sizes.3, window: window, softcap: softcap)
            }
        } + [
            // Several ranges, and windows that begin in the midst of one.
            problem(1100, headSize: 10, 2, 1), problem(1100, headSize: 34, 2, 1, window: 600),
            problem(1100, headSize: 8, 100, 1, window: 64),
        ]

    private static func problem(
        _ length: Int, headSize: Int, _ queryHeads: Int, _ heads: Int, window: Int? = nil, softcap: Float? = nil
    ) -> AttentionProblem {
        AttentionProblem(
            sequences: 1, length: length, queryHeads: queryHeads, keyValueHeads: heads, headSize: headSize,
            packs: false, seed: UInt64(length), window: window, softcap: softcap)
    }

    /// What numbers of a format may be off by, as a share of their size.
    private static func rounding(_ format: CacheFormat) -> Double {
        switch format {
        case .float32: 0
        case .float16: 0x1p-11
        case .bfloat16: 0x1p-8
        // Half a step of 127, of queries, keys and values.
        case .q8: 0x1p-8
        }
    }

    @Test("It agrees with the formula, whatever the pieces, and its bits do not depend on them", arguments: problems)
    func pieces(_ problem: AttentionProblem) {
        let heads = problem.data(.float32).heads.tensor
        let expected = problem.forward(Matrix(heads)).output
        for test in TestDevice.kernels {
            var results: [[UInt8]] = []
            for piece in [problem.length, 1, 7, 16, 31, 513] where piece == 1 ? problem.length < 1000 : true {
                let cache = CachedAttention(problem, .float32, device: test.device)
                let output = cache.attend(heads, pieces: piece)
                results.append(output.bytes)
                expectClose(
                    output, expected, roundings: 8 * problem.headSize + problem.length + 64,
                    "\(test.testDescription), pieces of \(piece)")
            }
            #expect(results.allSatisfy { $0 == results[0] }, "\(test.testDescription)")
        }
    }

    @Test("Every format is as near to the formula as its numbers", arguments: problems, CacheFormat.allCases)
    func formats(_ problem: AttentionProblem, format: CacheFormat) {
        let heads = problem.data(.float32).heads.tensor
        let expected = problem.forward(Matrix(heads)).output
        for test in TestDevice.kernels {
            var results: [[UInt8]] = []
            for piece in [problem.length, 5, 64] {
                let output = CachedAttention(problem, format, device: test.device).attend(heads, pieces: piece)
                results.append(output.bytes)
                // Scores of size 10 or less; what they are off by is what weights are off by.
                let tolerance = 24 * Self.rounding(format) + 1e-4
                var worst = 0.0
                for (value, estimate) in zip(output.values, expected) {
                    worst = max(worst, abs(Double(value) - estimate.value) / max(estimate.magnitude, 0.5))
                }
                #expect(worst < tolerance, "\(test.testDescription), \(worst)")
            }
            #expect(results.allSatisfy { $0 == results[0] }, "\(test.testDescription)")
        }
    }

    @Test("Sequences of a batch get the bits they get alone, on any number of threads", arguments: CacheFormat.allCases)
    func batches(format: CacheFormat) {
        let sizes = Self.problem(0, headSize: 20, 6, 2)
        // Some only begin, some go on by one row or by many.
        let known = [0, 700, 64, 0, 1030, 63, 511], new = [70, 1, 1, 3, 2, 130, 1]
        var generator = SplitMix64(seed: 9)
        let width = sizes.shape.rowWidth
        let rows = zip(known, new).map { Tensor.random(&generator, [$0 + $1, width]) }
        var results: [[UInt8]] = []
        for threads in [1, 2, 3] {
            let device = CPUDevice(threadCount: threads)
            let shape = CachedAttentionShape(layer: 1, queryHeads: 6, scale: 0.3)
            let pool = KVPool(
                shape: KVPageShape(layers: 2, heads: 2, headSize: 20, format: format), pageLimit: 100)
            var alone: [UInt8] = [], spans: [KVSpan] = [], batch: [Float] = []
            for (index, all) in rows.enumerated() {
                let single = CachedAttention(pool, shape, device: device),
                    other = CachedAttention(pool, shape, device: device)
                if known[index] > 0 {
                    _ = single.attend(all.rows(0..<known[index]), pieces: 100)
                    _ = other.attend(all.rows(0..<known[index]), pieces: 64)
                }
                let last = all.rows(known[index]..<all.rows)
                alone += single.attend(last, pieces: last.rows).bytes
                try! other.sequence.reserve(last.rows)
                spans.append(KVSpan(other.sequence, rows: last.rows))
                batch += last.values
            }
            let together = Tensor(batch, shape: [new.reduce(0, +), width])
            device.store(together, spans: spans, shape)
            let output = GuardedTensor([together.rows, 120])
            device.attention(queries: together, spans: spans, shape, into: output.tensor)
            #expect(output.isIntact)
            #expect(output.tensor.bytes == alone, "\(threads) threads")
            results.append(alone)
        }
        #expect(results.allSatisfy { $0 == results[0] })
    }

    @Test("What a longer text left in the cache does not matter", arguments: CacheFormat.allCases)
    func staleKeys(format: CacheFormat) {
        let problem = Self.problem(70, headSize: 20, 6, 2, window: 40)
        let heads = problem.data(.float32).heads.tensor
        var generator = SplitMix64(seed: 16)
        let other = Tensor.random(&generator, heads.shape, scale: 5)
        other.floats.update(repeating: .nan)
        for test in TestDevice.kernels {
            let used = CachedAttention(problem, format, device: test.device)
            _ = used.attend(other, pieces: 70)
            let fresh = CachedAttention(problem, format, device: test.device).attend(heads, pieces: 70)
            for position in [0, 1, 15, 16, 40, 63, 64, 69] {
                used.sequence.truncate(to: 0)
                let after = used.attend(heads.rows(0..<position + 1), pieces: 70)
                #expect(after.bytes == fresh.rows(0..<position + 1).bytes, "\(test.testDescription), \(position)")
            }
        }
    }

    @Test("Numbers that are none do not stay hidden", arguments: CacheFormat.allCases)
    func brokenNumbers(format: CacheFormat) {
        let problem = Self.problem(3, headSize: 6, 2, 1)
        for column in [0, 12, 18] {
            let heads = problem.data(.float32).heads.tensor
            heads.floats[heads.columns + column] = .nan
            for test in TestDevice.kernels {
                let output = CachedAttention(problem, format, device: test.device).attend(heads, pieces: 3)
                #expect(output.values[..<12].allSatisfy { $0.isFinite })
                #expect(output.values[12...].contains { $0.isNaN }, "\(test.testDescription), \(column)")
            }
        }
    }
}
