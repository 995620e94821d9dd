import CKernels

extension CPUDevice {
    public func convert(_ source: Tensor, into target: Tensor) {
        precondition(source.count == target.count, "\(source.shape) does not fit into \(target.shape)")
        forRows(source.count, width: 1) { range in
            switch (source.elementType, target.elementType) {
            case (.float32, .bfloat16):
                kernels.convert_f32_bf16(
                    source.float + range.lowerBound, target.half + range.lowerBound, range.count)
            case (.bfloat16, .float32):
                kernels.convert_bf16_f32(
                    source.half + range.lowerBound, target.float + range.lowerBound, range.count)
            default:
                let size = source.elementType.byteCount
                (target.pointer + range.lowerBound * size).copyMemory(
                    from: source.pointer + range.lowerBound * size, byteCount: range.count * size)
            }
        }
    }

    public func add(_ source: Tensor, into target: Tensor) {
        precondition(source.count == target.count, "\(source.shape) does not fit \(target.shape)")
        forRows(source.count, width: 1) { range in
            kernels.add_f32(target.float + range.lowerBound, source.float + range.lowerBound, range.count)
        }
    }

    public func copyColumns(
        _ source: Tensor, _ columns: Range<Int>, scale: Float, into target: Tensor, at first: Int
    ) {
        precondition(
            source.rows == target.rows && columns.upperBound <= source.columns
                && first + columns.count <= target.columns,
            "columns \(columns) of \(source.shape) do not fit into \(target.shape) at \(first)")
        precondition(
            source.elementType == .float32 || target.elementType == .bfloat16 && scale == 1,
            "bfloat16 is copied as it is")
        let count = columns.count
        forRows(source.rows, width: count) { range in
            for row in range {
                let from = row * source.columns + columns.lowerBound, to = row * target.columns + first
                switch (source.elementType, target.elementType) {
                case (.float32, .float32):
                    kernels.scale_f32(target.float + to, source.float + from, scale, count)
                case (.float32, .bfloat16):
                    withUnsafeTemporaryAllocation(of: Float.self, capacity: count) { scaled in
                        kernels.scale_f32(scaled.baseAddress!, source.float + from, scale, count)
                        kernels.convert_f32_bf16(scaled.baseAddress!, target.half + to, count)
                    }
                case (.bfloat16, _):
                    (target.half + to).update(from: source.half + from, count: count)
                }
            }
        }
    }

    public func addBias(_ bias: Tensor, to rows: Tensor) {
        let width = rows.columns
        forRows(rows.rows, width: width) { range in
            switch rows.elementType {
            case .float32:
                kernels.add_bias_f32(rows.float + range.lowerBound * width, bias.float, range.count, width)
            case .bfloat16:
                kernels.add_bias_bf16(rows.half + range.lowerBound * width, bias.float, range.count, width)
            }
        }
    }

    public func addBiasBackward(_ gradient: Tensor, biasGradient: Tensor) {
        let width = gradient.columns, block = 64
        workers.run((width + block - 1) / block) { task in
            let first = task * block, columns = min(block, width - first)
            switch gradient.elementType {
            case .float32:
                kernels.sum_columns_f32(
                    gradient.float + first, width, gradient.rows, columns, biasGradient.float + first)
            case .bfloat16:
                kernels.sum_columns_bf16(
                    gradient.half + first, width, gradient.rows, columns, biasGradient.float + first)
            }
        }
    }

    public func embedding(_ tokens: [Int32], _ weight: Tensor, scale: Float, into output: Tensor) {
        let width = weight.columns
        forRows(tokens.count, width: width) { range in
            for row in range {
                let source = weight.float + Int(tokens[row]) * width, target = output.float + row * width
                if scale == 1 {
                    target.update(from: source, count: width)
                } else {
                    kernels.scale_f32(target, source, scale, width)
                }
            }
        }
    }

    public func embeddingBackward(_ tokens: [Int32], gradient: Tensor, scale: Float, weightGradient: Tensor) {
        // Tasks share the columns, not the tokens: a token that occurs twice is summed in one order.
        let width = gradient.columns, block = 64
        workers.run((width + block - 1) / block) { task in
            let first = task * block, columns = min(block, width - first)
            for (row, token) in tokens.enumerated() {
                kernels.add_scaled_f32(
                    weightGradient.float + Int(token) * width + first, gradient.float + row * width + first, scale,
                    columns)
            }
        }
    }
}
