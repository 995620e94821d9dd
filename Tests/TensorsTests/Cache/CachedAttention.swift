import Tensors
import Testing

/// A sequence that rows of [queries | keys | values] are appended to.
struct CachedAttention {
    let sequence: KVSequence
    let shape: CachedAttentionShape
    let device: CPUDevice

    init(_ pool: KVPool, _ shape: CachedAttentionShape, device: CPUDevice) {
        sequence = KVSequence(pool: pool)
        self.shape = shape
        self.device = device
    }

    init(_ problem: AttentionProblem, _ format: CacheFormat, device: CPUDevice) {
        let pages = KVPageShape(
            layers: 1, heads: problem.keyValueHeads, headSize: problem.headSize, format: format)
        self.init(
            KVPool(shape: pages, pageLimit: KVPageShape.pages(for: problem.length)),
            CachedAttentionShape(
                layer: 0, queryHeads: problem.queryHeads, scale: problem.shape.scale, window: problem.window,
                softcap: problem.softcap),
            device: device)
    }

    /// Appends rows, so many at a time, and returns what they attend to.
    func attend(_ heads: Tensor, pieces: Int) -> Tensor {
        var values: [Float] = []
        let width = shape.queryHeads * sequence.pool.shape.headSize
        for first in stride(from: 0, to: heads.rows, by: pieces) {
            let rows = heads.rows(first..<min(heads.rows, first + pieces))
            let output = GuardedTensor([rows.rows, width])
            #expect(throws: Never.self) { try sequence.reserve(rows.rows) }
            let spans = [KVSpan(sequence, rows: rows.rows)]
            device.store(rows, spans: spans, shape)
            device.attention(queries: rows, spans: spans, shape, into: output.tensor)
            sequence.advance(by: rows.rows)
            #expect(output.isIntact)
            values += output.tensor.values
        }
        return Tensor(values, shape: [heads.rows, width])
    }
}
