import CKernels

extension CPUDevice {
    public func store(_ heads: Tensor, spans: [KVSpan], _ shape: CachedAttentionShape) {
        guard let pool = spans.first?.sequence.pool else { return }
        precondition(heads.elementType == .float32, "a cache is filled from float32")
        let sizes = pool.shape, stride = heads.columns
        let layout = sizes.format.layout(headSize: sizes.headSize)
        precondition(stride == (shape.queryHeads + 2 * sizes.heads) * sizes.headSize, "\(heads.shape) for \(sizes)")
        // Pieces of rows that lie in one page.
        var pieces: [(pointer: UnsafeMutableRawPointer, row: Int, place: Int, count: Int)] = [], row = 0
        for span in spans {
            precondition(span.sequence.pool === pool, "the sequences of a batch share a pool")
            var position = span.positions.lowerBound
            while position < span.positions.upperBound {
                let place = position % KVPageShape.positions
                let count = min(KVPageShape.positions - place, span.positions.upperBound - position)
                let page = span.sequence.pages[position / KVPageShape.positions]
                pieces.append((pool.bytes(of: page, layer: shape.layer).baseAddress!, row, place, count))
                (row, position) = (row + count, position + count)
            }
        }
        precondition(row == heads.rows, "\(heads.rows) rows for spans of \(row)")
        func write(_ index: Int) {
            let (pointer, row, place, count) = pieces[index]
            withUnsafePointer(to: layout) { layout in
                for head in 0..<sizes.heads {
                    let keys = heads.float + row * stride + (shape.queryHeads + head) * sizes.headSize
                    kernels.store_cache(
                        layout, keys, keys + sizes.heads * sizes.headSize, stride, place, count,
                        pointer + head * layout.pointee.head_bytes)
                }
            }
        }
        // A few rows are written before the threads have been woken.
        guard row > KVPageShape.positions else { return pieces.indices.forEach(write) }
        workers.run(pieces.count) { write($0) }
    }

    public func attention(queries: Tensor, spans: [KVSpan], _ shape: CachedAttentionShape, into output: Tensor) {
        guard let pool = spans.first?.sequence.pool else { return }
        precondition(queries.elementType == .float32, "cached attention computes in float32")
        let heads = pool.shape.heads, size = pool.shape.headSize, group = shape.queryHeads / heads
        let plan = CachedAttentionPlan(spans.map(\.positions), shape, heads: heads)
        var layout = pool.shape.format.layout(headSize: size)
        let most = (plan.tiles.map(\.rows).max() ?? 0) * group
        let stateBytes = kernels.attended_floats(&layout, most) * 4,
            scratchBytes = kernels.attend_scratch(&layout, most)
        let base = pool.base(ofLayer: shape.layer), stride = queries.columns, width = shape.queryHeads * size
        let limit = Int(MARTLET_CACHE_RANGE)

        /// Runs `body` with what the kernels need to know of a tile and a head.
        func withTile(
            _ tile: CachedAttentionPlan.Tile, _ head: Int, _ body: (UnsafePointer<martlet_cached_attention>) -> Void
        ) {
            spans[tile.span].sequence.pages.withUnsafeBufferPointer { pages in
                var kernelShape = martlet_cached_attention(
                    layout: layout, base: (base + head * layout.head_bytes).assumingMemoryBound(to: CChar.self),
                    page_stride: pool.shape.layerByteCount, pages: pages.baseAddress, position: tile.position,
                    rows: tile.rows, query_heads: group, query_stride: stride, scale: shape.scale,
                    window: shape.window ?? 0, softcap: shape.softcap ?? 0)
                body(&kernelShape)
            }
        }
        func sum(_ unit: CachedAttentionPlan.Unit, _ head: Int, into state: UnsafeMutableRawPointer) {
            let tile = plan.tiles[unit.tile], scratch = buffers.lend(scratchBytes)
            withTile(tile, head) {
                kernels.attend(
                    $0, queries.float + tile.firstRow * stride + head * group * size, unit.ranges.lowerBound * limit,
                    min(unit.ranges.upperBound * limit, tile.position + tile.rows),
                    state.assumingMemoryBound(to: Float.self), scratch.pointer)
            }
        }
        func write(_ tile: CachedAttentionPlan.Tile, _ head: Int, _ states: UnsafeMutableRawPointer, count: Int) {
            withTile(tile, head) {
                kernels.attended_output(
                    $0, states.assumingMemoryBound(to: Float.self), count, stateBytes / 4,
                    output.float + tile.firstRow * width + head * group * size, width)
            }
        }
        if plan.isWhole {
            workers.run(plan.tiles.count * heads) { task in
                let state = buffers.lend(stateBytes)
                sum(plan.units[task / heads], task % heads, into: state.pointer)
                write(plan.tiles[task / heads], task % heads, state.pointer, count: 1)
            }
            return
        }
        // The states of a tile's units lie one after another, head by head.
        let states = buffers.lend(plan.units.count * heads * stateBytes)
        func place(_ unit: Int, _ head: Int) -> UnsafeMutableRawPointer {
            states.pointer + (head * plan.units.count + unit) * stateBytes
        }
        workers.run(plan.units.count * heads) { task in
            let unit = task / heads, head = task % heads
            sum(plan.units[unit], head, into: place(unit, head))
        }
        var firstUnits: [Int] = [], unit = 0
        for tile in plan.tiles {
            firstUnits.append(unit)
            unit += tile.ranges.count
        }
        workers.run(plan.tiles.count * heads) { task in
            let tile = task / heads, head = task % heads
            write(plan.tiles[tile], head, place(firstUnits[tile], head), count: plan.tiles[tile].ranges.count)
        }
    }
}
