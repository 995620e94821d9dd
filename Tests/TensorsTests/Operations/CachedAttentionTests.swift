import Foundations
import Tensors
import Testing

@Suite("Attention over a cache")
struct CachedAttentionTests {
    private static let problems =
        [(1, 2, 2, 1), (17, 6, 4, 2), (33, 8, 3, 3), (48, 20, 6, 2), (130, 64, 2, 1)].flatMap { sizes in
            [(nil, nil), (1, nil), (16, nil), (21, 4), (nil, 2)].map { window, softcap in
                AttentionProblem(
                    sequences: 1, length: sizes.0, queryHeads: sizes.2, keyValueHeads: sizes.3, headSize: sizes.1,
                    packs: false, seed: UInt64(sizes.0), window: window, softcap: softcap)
            }
        }

    private func attend(
        _ problem: AttentionProblem, _ heads: Tensor, over cache: LayerCache, _ positions: Range<Int>,
        on device: CPUDevice
    ) -> Tensor {
        let output = GuardedTensor([positions.count, problem.queryHeads * problem.headSize])
        let rows = heads.rows(positions)
        cache.store(rows, queryHeads: problem.queryHeads, at: positions)
        device.attention(
            queries: rows, cache: cache,
            CachedAttentionShape(
                positions: positions, queryHeads: problem.queryHeads, scale: problem.shape.scale,
                window: problem.window, softcap: problem.softcap),
            into: output.tensor)
        #expect(output.isIntact)
        return output.tensor
    }

    @Test("It agrees with the formula, whatever the chunks, and its bits do not depend on them", arguments: problems)
    func chunks(_ problem: AttentionProblem) {
        let heads = problem.data(.float32).heads.tensor
        let expected = problem.forward(Matrix(heads)).output
        for test in TestDevice.kernels {
            var results: [[UInt8]] = []
            for chunk in [problem.length, 1, 7, 16, 31] {
                let cache = LayerCache(
                    heads: problem.keyValueHeads, headSize: problem.headSize, capacity: problem.length)
                var bytes: [UInt8] = []
                var all: [Float] = []
                for first in stride(from: 0, to: problem.length, by: chunk) {
                    let output = attend(
                        problem, heads, over: cache, first..<min(problem.length, first + chunk), on: test.device)
                    bytes += output.bytes
                    all += output.values
                }
                results.append(bytes)
                expectClose(
                    Tensor(all, shape: [all.count]), expected, roundings: 8 * problem.headSize + problem.length + 64,
                    "\(test.testDescription), chunks of \(chunk)")
            }
            #expect(results.allSatisfy { $0 == results[0] }, "\(test.testDescription)")
        }
    }

    @Test("What a longer text left in the cache does not matter", arguments: problems)
    func staleKeys(_ problem: AttentionProblem) {
        let heads = problem.data(.float32).heads.tensor
        var generator = SplitMix64(seed: 16)
        let other = Tensor.random(&generator, heads.shape, scale: 5)
        let range = 0..<problem.length
        for test in TestDevice.kernels {
            func cache() -> LayerCache {
                LayerCache(heads: problem.keyValueHeads, headSize: problem.headSize, capacity: problem.length)
            }
            let used = cache()
            _ = attend(problem, other, over: used, range, on: test.device)
            for position in range {
                let fresh = cache()
                let before = attend(problem, heads, over: fresh, 0..<position + 1, on: test.device)
                let after = attend(problem, heads, over: used, 0..<position + 1, on: test.device)
                #expect(before.bytes == after.bytes)
                if position > 20 { break }
            }
        }
    }

    @Test("A cache says how large it is")
    func byteCount() {
        // Positions are rounded up to blocks of 16: 48 of them, for keys and for values.
        #expect(LayerCache(heads: 3, headSize: 10, capacity: 33).byteCount == 2 * 3 * 48 * 10 * 4)
    }
}
