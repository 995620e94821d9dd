import CKernels

extension CPUDevice {
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
}
