import CKernels

extension CPUDevice {
    public func sumOfSquares(_ tensor: Tensor) -> Double {
        let count = tensor.count, block = Self.elementsPerTask
        let blocks = (count + block - 1) / block
        var partials = [Double](repeating: 0, count: blocks)
        partials.withUnsafeMutableBufferPointer { partials in
            nonisolated(unsafe) let partials = partials
            workers.run(blocks) { task in
                let first = task * block
                partials[task] = kernels.sum_of_squares(tensor.float + first, min(block, count - first))
            }
        }
        return partials.reduce(0, +)
    }

    public func adamW(
        _ parameters: Tensor, gradient: Tensor, firstMoment: Tensor, secondMoment: Tensor, _ step: AdamWStep
    ) {
        var coefficients = martlet_adamw(
            learning_rate: step.learningRate, beta1: step.beta1, beta2: step.beta2, epsilon: step.epsilon,
            decay: step.weightDecay, correction1: step.firstCorrection, correction2: step.secondCorrection,
            gradient_scale: step.gradientScale)
        withUnsafePointer(to: &coefficients) { coefficients in
            forRows(parameters.count, width: 1) { range in
                let first = range.lowerBound
                kernels.adamw(
                    parameters.float + first, gradient.float + first, firstMoment.float + first,
                    secondMoment.float + first, range.count, coefficients)
            }
        }
    }
}
