import CKernels

extension CPUDevice {
    public func softcap(_ values: Tensor, _ cap: Float) {
        forRows(values.count, width: 1) { range in
            kernels.softcap(values.float + range.lowerBound, range.count, cap)
        }
    }

    public func softcapBackward(capped: Tensor, _ cap: Float, gradient: Tensor) {
        forRows(capped.count, width: 1) { range in
            let first = range.lowerBound
            switch gradient.elementType {
            case .float32: kernels.softcap_backward_f32(capped.float + first, gradient.float + first, range.count, cap)
            case .bfloat16: kernels.softcap_backward_bf16(capped.float + first, gradient.half + first, range.count, cap)
            }
        }
    }

    public func crossEntropy(
        logits: Tensor, targets: ArraySlice<Int32>, losses: Tensor, gradient: Tensor?, scale: Float
    ) {
        let width = logits.columns
        targets.withUnsafeBufferPointer { targets in
            forRows(logits.rows, width: width) { range in
                let first = range.lowerBound * width, target = targets.baseAddress! + range.lowerBound
                if let gradient, gradient.elementType == .bfloat16 {
                    kernels.cross_entropy_bf16(
                        logits.float + first, target, losses.float + range.lowerBound, gradient.half + first, scale,
                        range.count, width)
                } else {
                    kernels.cross_entropy_f32(
                        logits.float + first, target, losses.float + range.lowerBound,
                        gradient.map { $0.float + first }, scale, range.count, width)
                }
            }
        }
    }
    public func crossEntropy(
        logits: Tensor, targets: ArraySlice<Int32>, losses: Tensor, gradient: Tensor, scales: Tensor
    ) {
        let width = logits.columns
        targets.withUnsafeBufferPointer { targets in
            forRows(logits.rows, width: width) { range in
                for row in range {
                    let first = row * width, target = targets.baseAddress! + row, loss = losses.float + row
                    let scale = scales.float[row]
                    switch gradient.elementType {
                    case .float32:
                        kernels.cross_entropy_f32(
                            logits.float + first, target, loss, gradient.float + first, scale, 1, width)
                    case .bfloat16:
                        kernels.cross_entropy_bf16(
                            logits.float + first, target, loss, gradient.half + first, scale, 1, width)
                    }
                }
            }
        }
    }

    public func dotRows(_ a: Tensor, _ b: Tensor, into output: Tensor) {
        let width = a.columns
        forRows(a.rows, width: width) { range in
            for row in range {
                let left = a.float + row * width, right = b.float + row * width
                // In double precision and from left to right: large terms of both signs cancel.
                var sum = 0.0
                for column in 0..<width { sum += Double(left[column]) * Double(right[column]) }
                output.float[row] = Float(sum)
            }
        }
    }
}
