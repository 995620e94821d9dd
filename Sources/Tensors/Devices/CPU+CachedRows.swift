import CKernels

extension CPUDevice {
    public func attention(
        turning heads: Tensor, by rotations: [HeadRotation], spans: [KVSpan], _ shape: CachedAttentionShape,
        into output: Tensor
    ) {
        precondition(heads.elementType == .float32, "cached attention computes in float32")
        guard let pool = spans.first?.sequence.pool else { return }
        let plan = CachedAttentionPlan(spans.map(\.positions), shape, heads: pool.shape.heads)
        // Rows of one sequence see each other's keys, and ranges of a long text wait for the turned queries.
        let areApart = spans.allSatisfy { $0.positions.count == 1 } && plan.isWhole
        let positions = spans.map { Int32($0.positions.lowerBound) }
        guard areApart, rotations.allSatisfy({ $0.size == pool.shape.headSize && $0.positions == positions }) else {
            for rotation in rotations { rotate(heads, rotation, into: heads, reciprocal: nil) }
            store(heads, spans: spans, shape)
            return attention(queries: heads, spans: spans, shape, into: output)
        }
        attendRows(heads, rotations, spans, shape, plan, into: output)
    }

    /// All of it in one go: a task is one key-value head of one row.
    private func attendRows(
        _ heads: Tensor, _ rotations: [HeadRotation], _ spans: [KVSpan], _ shape: CachedAttentionShape,
        _ plan: CachedAttentionPlan, into output: Tensor
    ) {
        let pool = spans[0].sequence.pool, sizes = pool.shape, count = sizes.heads
        precondition(
            heads.columns == (shape.queryHeads + 2 * count) * sizes.headSize && heads.rows == spans.count
                && spans.allSatisfy { $0.sequence.pool === pool }, "\(heads.shape) for \(spans.count) of \(sizes)")
        var layout = sizes.format.layout(headSize: sizes.headSize)
        let group = shape.queryHeads / count
        let stateFloats = kernels.attended_floats(&layout, group), scratchBytes = kernels.attend_scratch(&layout, group)
        let stateBytes = (stateFloats * 4 + 63) / 64 * 64
        let pages = spans.flatMap(\.sequence.pages), turns = rotations.map { CachedRows.Turn($0) }
        guard let table = level.table else { return }
        withExtendedLifetime((heads, rotations, spans, output)) {
            pages.withUnsafeBufferPointer { pages in
                var firstPage = pages.baseAddress!
                let sequences = zip(spans, plan.tiles).map { span, tile in
                    defer { firstPage += span.sequence.pages.count }
                    return CachedRows.Sequence(
                        shape: martlet_cached_attention(
                            layout: layout, base: pool.base(ofLayer: shape.layer).assumingMemoryBound(to: CChar.self),
                            page_stride: sizes.layerByteCount, pages: firstPage, position: tile.position, rows: 1,
                            query_heads: group, query_stride: heads.columns, scale: shape.scale,
                            window: shape.window ?? 0, softcap: shape.softcap ?? 0),
                        first: tile.ranges.lowerBound * Int(MARTLET_CACHE_RANGE))
                }
                sequences.withUnsafeBufferPointer { sequences in
                    turns.withUnsafeBufferPointer { turns in
                        let rows = CachedRows(
                            heads: count, sequences: sequences, turns: turns, rows: heads.float, output: output.float)
                        workers.run(spans.count * count) { task in
                            let memory = buffers.lend(stateBytes + scratchBytes)
                            rows.place(task, table)
                            rows.attend(
                                task, state: memory.pointer.assumingMemoryBound(to: Float.self),
                                scratch: memory.pointer + stateBytes, table)
                        }
                    }
                }
            }
        }
    }
}
