import Foundations
import Tensors

/// Attention over a cache, layer by layer as in a model, without the rest of it.
struct AttentionBenchmark {
    let layers: Int
    let queryHeads: Int
    let heads: Int
    let headSize: Int
    let format: CacheFormat
    let device: CPUDevice

    /// What one pass costs.
    struct Result {
        /// Seconds for all layers.
        var seconds: Double
        /// Billions of floating-point operations a second: those of the keys that rows see.
        var gflops: Double
        /// Billions of bytes of keys and values a second, each counted once.
        var gigabytes: Double
    }

    /// The fastest of `runs` passes of `rows` rows that follow `context` positions.
    func run(rows: Int, context: Int, runs: Int) throws -> Result {
        let page = KVPageShape(layers: layers, heads: heads, headSize: headSize, format: format)
        let pool = KVPool(shape: page, pageLimit: KVPageShape.pages(for: context + rows))
        let sequence = KVSequence(pool: pool)
        var generator = SplitMix64(seed: 1)
        let width = (queryHeads + 2 * heads) * headSize
        func random(_ rows: Int) -> Tensor {
            Tensor((0..<rows * width).map { _ in Float(generator.uniform() * 3 - 1.5) }, shape: [rows, width])
        }
        if context > 0 {
            try sequence.reserve(context)
            let spans = [KVSpan(sequence, rows: context)], known = random(context)
            for layer in 0..<layers { device.store(known, spans: spans, shape(layer)) }
            sequence.advance(by: context)
        }
        let queries = random(rows), output = Tensor(zeros: [rows, queryHeads * headSize])
        try sequence.reserve(rows)
        let spans = [KVSpan(sequence, rows: rows)]
        var best = Double.infinity
        for _ in 0..<runs + 1 {
            best = min(
                best,
                seconds {
                    for layer in 0..<layers {
                        device.store(queries, spans: spans, shape(layer))
                        device.attention(queries: queries, spans: spans, shape(layer), into: output)
                    }
                })
        }
        let pairs = Double(rows) * (Double(context) + Double(rows + 1) / 2)
        return Result(
            seconds: best, gflops: pairs * Double(layers * queryHeads * headSize) * 4e-9 / best,
            gigabytes: Double(sequence.pool.byteCount) * 1e-9 / best)
    }

    private func shape(_ layer: Int) -> CachedAttentionShape {
        CachedAttentionShape(layer: layer, queryHeads: queryHeads, scale: 1 / Float(headSize).squareRoot())
    }
}
