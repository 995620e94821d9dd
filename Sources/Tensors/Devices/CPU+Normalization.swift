import CKernels

extension CPUDevice {
    public func rmsNorm(_ x: Tensor, weight: Tensor, epsilon: Float, into output: Tensor, reciprocal: Tensor) {
        let width = x.columns
        forRows(x.rows, width: width) { range in
            let first = range.lowerBound * width
            switch output.elementType {
            case .float32:
                kernels.rms_norm_f32(
                    x.float + first, weight.float, output.float + first, reciprocal.float + range.lowerBound,
                    range.count, width, epsilon)
            case .bfloat16:
                kernels.rms_norm_bf16(
                    x.float + first, weight.float, output.half + first, reciprocal.float + range.lowerBound,
                    range.count, width, epsilon)
            }
        }
    }

    public func rmsNormBackward(
        gradient: Tensor, x: Tensor, weight: Tensor, reciprocal: Tensor, into xGradient: Tensor, accumulating: Bool,
        compact: Tensor?, weightGradient: Tensor
    ) {
        let width = x.columns
        summingPartials(rows: x.rows, into: [weightGradient]) { range, partial in
            let first = range.lowerBound * width
            let compactRows = compact.map { $0.half + first }
            switch gradient.elementType {
            case .float32:
                kernels.rms_norm_backward_f32(
                    gradient.float + first, x.float + first, weight.float, reciprocal.float + range.lowerBound,
                    xGradient.float + first, accumulating, compactRows, partial, range.count, width)
            case .bfloat16:
                kernels.rms_norm_backward_bf16(
                    gradient.half + first, x.float + first, weight.float, reciprocal.float + range.lowerBound,
                    xGradient.float + first, accumulating, compactRows, partial, range.count, width)
            }
        }
    }

    public func layerNorm(
        _ x: Tensor, weight: Tensor, bias: Tensor?, epsilon: Float, into output: Tensor, statistics: Tensor
    ) {
        let width = x.columns
        forRows(x.rows, width: width) { range in
            let first = range.lowerBound * width, numbers = statistics.float + 2 * range.lowerBound
            switch output.elementType {
            case .float32:
                kernels.layer_norm_f32(
                    x.float + first, weight.float, bias?.float, output.float + first, numbers, range.count, width,
                    epsilon)
            case .bfloat16:
                kernels.layer_norm_bf16(
                    x.float + first, weight.float, bias?.float, output.half + first, numbers, range.count, width,
                    epsilon)
            }
        }
    }

    public func layerNormBackward(
        gradient: Tensor, x: Tensor, weight: Tensor, statistics: Tensor, into xGradient: Tensor, accumulating: Bool,
        compact: Tensor?, weightGradient: Tensor, biasGradient: Tensor?
    ) {
        let width = x.columns
        summingPartials(rows: x.rows, into: [weightGradient, biasGradient].compactMap { $0 }) { range, partial in
            let first = range.lowerBound * width, numbers = statistics.float + 2 * range.lowerBound
            let compactRows = compact.map { $0.half + first }
            let biasPartial = biasGradient == nil ? nil : partial + width
            switch gradient.elementType {
            case .float32:
                kernels.layer_norm_backward_f32(
                    gradient.float + first, x.float + first, weight.float, numbers, xGradient.float + first,
                    accumulating, compactRows, partial, biasPartial, range.count, width)
            case .bfloat16:
                kernels.layer_norm_backward_bf16(
                    gradient.half + first, x.float + first, weight.float, numbers, xGradient.float + first,
                    accumulating, compactRows, partial, biasPartial, range.count, width)
            }
        }
    }

    public func rotate(_ x: Tensor, _ rotation: HeadRotation, into output: Tensor, reciprocal: Tensor?) {
        let stride = x.columns, offset = rotation.firstHead * rotation.size
        let weight = rotation.factors?.float
        rotation.positions.withUnsafeBufferPointer { positions in
            forRows(x.rows, width: rotation.heads * rotation.size) { range in
                let first = range.lowerBound * stride + offset
                let scales = reciprocal.map { $0.float + range.lowerBound * rotation.heads }
                switch x.elementType {
                case .float32:
                    kernels.rotate_f32(
                        x.float + first, output.float + first, stride, range.count, rotation.heads, rotation.size,
                        rotation.turned, positions.baseAddress! + range.lowerBound, rotation.table?.cosine.float,
                        rotation.table?.sine.float, weight, rotation.epsilon, scales)
                case .bfloat16:
                    kernels.rotate_bf16(
                        x.half + first, output.half + first, stride, range.count, rotation.heads, rotation.size,
                        rotation.turned, positions.baseAddress! + range.lowerBound, rotation.table?.cosine.float,
                        rotation.table?.sine.float, weight, rotation.epsilon, scales)
                }
            }
        }
    }

    public func rotateBackward(
        gradient: Tensor, x: Tensor, _ rotation: HeadRotation, reciprocal: Tensor?, weightGradient: Tensor?
    ) {
        let stride = gradient.columns, offset = rotation.firstHead * rotation.size
        let weight = rotation.factors?.float
        let rotateRows = { (range: Range<Int>, partial: UnsafeMutablePointer<Float>?) in
            let first = range.lowerBound * stride + offset
            let scales = reciprocal.map { $0.float + range.lowerBound * rotation.heads }
            rotation.positions.withUnsafeBufferPointer { positions in
                switch gradient.elementType {
                case .float32:
                    self.kernels.rotate_backward_f32(
                        x.float + first, gradient.float + first, stride, range.count, rotation.heads, rotation.size,
                        rotation.turned, positions.baseAddress! + range.lowerBound, rotation.table?.cosine.float,
                        rotation.table?.sine.float, weight, scales, partial)
                case .bfloat16:
                    self.kernels.rotate_backward_bf16(
                        x.half + first, gradient.half + first, stride, range.count, rotation.heads, rotation.size,
                        rotation.turned, positions.baseAddress! + range.lowerBound, rotation.table?.cosine.float,
                        rotation.table?.sine.float, weight, scales, partial)
                }
            }
        }
        if let weightGradient {
            summingPartials(rows: gradient.rows, into: [weightGradient]) { rotateRows($0, $1) }
        } else {
            forRows(gradient.rows, width: rotation.heads * rotation.size) { rotateRows($0, nil) }
        }
    }

    /// Runs `body` on blocks of rows, each with sums of its own for all of `totals`, one after another, and adds those
    /// to the totals in order.
    private func summingPartials(
        rows: Int, into totals: [Tensor], _ body: (Range<Int>, UnsafeMutablePointer<Float>) -> Void
    ) {
        let width = totals.reduce(0) { $0 + $1.count }
        let block = max(16, Self.elementsPerTask / width)
        let blocks = (rows + block - 1) / block
        let partials = makeTensor([blocks, width], .float32)
        workers.run(blocks) { task in
            let partial = partials.float + task * width
            partial.update(repeating: 0, count: width)
            body(task * block..<min(rows, (task + 1) * block), partial)
        }
        var first = 0
        for total in totals {
            kernels.sum_columns_f32(partials.float + first, width, blocks, total.count, total.float)
            first += total.count
        }
    }
}
