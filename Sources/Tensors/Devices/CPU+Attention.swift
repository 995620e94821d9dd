import CKernels

extension CPUDevice {
    public func attention(_ heads: Tensor, _ shape: AttentionShape, into output: Tensor, logSumExp: Tensor) {
        forEachHead(shape) { place, kernelShape, scratch in
            let sums = logSumExp.float + place.logSumExp
            switch heads.elementType {
            case .float32:
                kernels.attention_f32(
                    kernelShape, heads.float + place.queries, heads.float + place.keys, heads.float + place.values,
                    output.float + place.output, sums, scratch)
            case .bfloat16:
                kernels.attention_bf16(
                    kernelShape, heads.half + place.queries, heads.half + place.keys, heads.half + place.values,
                    output.half + place.output, sums, scratch)
            }
        }
    }

    public func attentionBackward(
        gradient: Tensor, heads: Tensor, output: Tensor, logSumExp: Tensor, _ shape: AttentionShape,
        into headsGradient: Tensor
    ) {
        forEachHead(shape) { place, kernelShape, scratch in
            let queries = place.queries, keys = place.keys, values = place.values
            let sums = logSumExp.float + place.logSumExp
            switch heads.elementType {
            case .float32:
                kernels.attention_backward_f32(
                    kernelShape, heads.float + queries, heads.float + keys, heads.float + values,
                    output.float + place.output, gradient.float + place.output, sums, headsGradient.float + queries,
                    headsGradient.float + keys, headsGradient.float + values, scratch)
            case .bfloat16:
                kernels.attention_backward_bf16(
                    kernelShape, heads.half + queries, heads.half + keys, heads.half + values,
                    output.half + place.output, gradient.half + place.output, sums, headsGradient.half + queries,
                    headsGradient.half + keys, headsGradient.half + values, scratch)
            }
        }
    }

    /// Runs `body` for each key-value head of each sequence.
    private func forEachHead(
        _ shape: AttentionShape,
        _ body: (AttentionShape.Place, UnsafePointer<martlet_attention>, UnsafeMutableRawPointer) -> Void
    ) {
        let bytes = kernels.attention_scratch(shape.length, shape.headSize)
        workers.run(shape.sequences * shape.keyValueHeads) { task in
            let place = shape.place(of: task), scratch = buffers.lend(bytes)
            var kernelShape = martlet_attention(
                length: place.rows.count, head_size: shape.headSize,
                query_heads: shape.queryHeads / shape.keyValueHeads, row_stride: shape.rowWidth,
                output_stride: shape.queryHeads * shape.headSize, scale: shape.scale, first: nil,
                window: shape.window ?? 0, both_ways: shape.seesBothWays, softcap: shape.softcap ?? 0)
            guard let first = shape.firstVisible else { return body(place, &kernelShape, scratch.pointer) }
            first.withUnsafeBufferPointer { pointer in
                kernelShape.first = pointer.baseAddress! + place.rows.lowerBound
                body(place, &kernelShape, scratch.pointer)
            }
        }
    }
}
