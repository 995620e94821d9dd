import CKernels

extension CPUDevice {
    public func activate(_ x: Tensor, _ activation: Activation, into output: Tensor) {
        forRows(x.count, width: 1) { range in
            let first = range.lowerBound
            switch x.elementType {
            case .float32:
                kernels.activate_f32(activation.kernel, x.float + first, output.float + first, range.count)
            case .bfloat16:
                kernels.activate_bf16(activation.kernel, x.half + first, output.half + first, range.count)
            }
        }
    }

    public func activateBackward(gradient: Tensor, x: Tensor, _ activation: Activation, into xGradient: Tensor) {
        forRows(x.count, width: 1) { range in
            let first = range.lowerBound
            switch gradient.elementType {
            case .float32:
                kernels.activate_backward_f32(
                    activation.kernel, x.float + first, gradient.float + first, xGradient.float + first, range.count)
            case .bfloat16:
                kernels.activate_backward_bf16(
                    activation.kernel, x.half + first, gradient.half + first, xGradient.half + first, range.count)
            }
        }
    }

    public func gatedActivation(_ gateUp: Tensor, _ activation: Activation, into output: Tensor) {
        let width = output.columns
        forRows(output.rows, width: 2 * width) { range in
            let wide = range.lowerBound * 2 * width, narrow = range.lowerBound * width
            switch output.elementType {
            case .float32:
                kernels.gated_activation_f32(
                    activation.kernel, gateUp.float + wide, output.float + narrow, range.count, width)
            case .bfloat16:
                kernels.gated_activation_bf16(
                    activation.kernel, gateUp.half + wide, output.half + narrow, range.count, width)
            }
        }
    }

    public func gatedActivationBackward(
        gradient: Tensor, gateUp: Tensor, _ activation: Activation, into gateUpGradient: Tensor
    ) {
        let width = gradient.columns
        forRows(gradient.rows, width: 2 * width) { range in
            let wide = range.lowerBound * 2 * width, narrow = range.lowerBound * width
            switch gradient.elementType {
            case .float32:
                kernels.gated_activation_backward_f32(
                    activation.kernel, gateUp.float + wide, gradient.float + narrow, gateUpGradient.float + wide,
                    range.count, width)
            case .bfloat16:
                kernels.gated_activation_backward_bf16(
                    activation.kernel, gateUp.half + wide, gradient.half + narrow, gateUpGradient.half + wide,
                    range.count, width)
            }
        }
    }
}
