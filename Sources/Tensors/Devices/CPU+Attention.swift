import CKernels

extension CPUDevice {
    public func attention(_ heads: Tensor, _ shape: AttentionShape, into output: Tensor, logSumExp: Tensor) {
        withScratch(shape) { task, scratch in
            let place = shape.place(of: task)
            withKernelShape(shape, sequence: place.sequence) { kernelShape in
                let sums =
                    logSumExp.float + place.firstQueryHead(shape) * shape.length
                    + place.sequence * shape.queryHeads * shape.length
                switch heads.elementType {
                case .float32:
                    kernels.attention_f32(
                        kernelShape, heads.float + place.queries(shape), heads.float + place.keys(shape),
                        heads.float + place.values(shape), output.float + place.output(shape), sums, scratch)
                case .bfloat16:
                    kernels.attention_bf16(
                        kernelShape, heads.half + place.queries(shape), heads.half + place.keys(shape),
                        heads.half + place.values(shape), output.half + place.output(shape), sums, scratch)
                }
            }
        }
    }

    public func attentionBackward(
        gradient: Tensor, heads: Tensor, output: Tensor, logSumExp: Tensor, _ shape: AttentionShape,
        into headsGradient: Tensor
    ) {
        withScratch(shape) { task, scratch in
            let place = shape.place(of: task)
            let queries = place.queries(shape), keys = place.keys(shape), values = place.values(shape)
            let outputs = place.output(shape)
            withKernelShape(shape, sequence: place.sequence) { kernelShape in
                let sums =
                    logSumExp.float + place.firstQueryHead(shape) * shape.length
                    + place.sequence * shape.queryHeads * shape.length
                switch heads.elementType {
                case .float32:
                    kernels.attention_backward_f32(
                        kernelShape, heads.float + queries, heads.float + keys, heads.float + values,
                        output.float + outputs, gradient.float + outputs, sums, headsGradient.float + queries,
                        headsGradient.float + keys, headsGradient.float + values, scratch)
                case .bfloat16:
                    kernels.attention_backward_bf16(
                        kernelShape, heads.half + queries, heads.half + keys, heads.half + values,
                        output.half + outputs, gradient.half + outputs, sums, headsGradient.half + queries,
                        headsGradient.half + keys, headsGradient.half + values, scratch)
                }
            }
        }
    }

    public func attention(queries: Tensor, cache: LayerCache, _ shape: CachedAttentionShape, into output: Tensor) {
        precondition(queries.elementType == .float32, "cached attention computes in float32")
        let queryHeads = shape.queryHeads, size = cache.headSize, group = queryHeads / cache.heads
        let stride = queries.columns, room = cache.blockCapacity * LayerCache.keysPerBlock
        workers.run(shape.positions.count * queryHeads) { task in
            let row = task / queryHeads, head = task % queryHeads, position = shape.positions.lowerBound + row
            let scores = makeTensor([room], .float32)
            kernels.attend(
                queries.float + row * stride + head * size, cache.keyBlocks(head / group), cache.values(head / group),
                shape.firstVisible(from: position), position + 1, size, shape.scale, shape.softcap ?? 0, scores.float,
                output.float + (row * queryHeads + head) * size)
        }
    }

    private func withScratch(_ shape: AttentionShape, _ body: (Int, UnsafeMutableRawPointer) -> Void) {
        let bytes = kernels.attention_scratch(shape.length, shape.headSize)
        workers.run(shape.sequences * shape.keyValueHeads) { task in
            let scratch = buffers.lend(bytes)
            body(task, scratch.pointer)
        }
    }

    private func withKernelShape(
        _ shape: AttentionShape, sequence: Int, _ body: (UnsafePointer<martlet_attention>) -> Void
    ) {
        var kernelShape = martlet_attention(
            length: shape.length, head_size: shape.headSize, query_heads: shape.queryHeads / shape.keyValueHeads,
            row_stride: shape.rowWidth, output_stride: shape.queryHeads * shape.headSize, scale: shape.scale,
            first: nil, window: shape.window ?? 0, softcap: shape.softcap ?? 0)
        guard let first = shape.firstVisible else { return body(&kernelShape) }
        first.withUnsafeBufferPointer { pointer in
            kernelShape.first = pointer.baseAddress! + sequence * shape.length
            body(&kernelShape)
        }
    }
}
