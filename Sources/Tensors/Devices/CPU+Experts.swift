import CKernels

extension CPUDevice {
    public func route(_ logits: Tensor, normalizes: Bool, choices: inout [Int32], weights: Tensor) {
        let experts = logits.columns, perToken = weights.columns
        precondition(choices.count == weights.count && perToken <= experts, "\(perToken) of \(experts) experts")
        choices.withUnsafeMutableBufferPointer { choices in
            let first = choices.baseAddress!
            forRows(logits.rows, width: experts * perToken) { range in
                kernels.route(
                    logits.float + range.lowerBound * experts, range.count, experts, perToken, normalizes,
                    first + range.lowerBound * perToken, weights.float + range.lowerBound * perToken)
            }
        }
    }

    public func routeBackward(
        probabilities: Tensor, choices: [Int32], weights: Tensor, gradient: Tensor, normalizes: Bool,
        into logitsGradient: Tensor
    ) {
        let experts = probabilities.columns, perToken = weights.columns
        choices.withUnsafeBufferPointer { choices in
            forRows(probabilities.rows, width: experts) { range in
                let wide = range.lowerBound * experts, narrow = range.lowerBound * perToken
                kernels.route_backward(
                    probabilities.float + wide, choices.baseAddress! + narrow, weights.float + narrow,
                    gradient.float + narrow, range.count, experts, perToken, normalizes, logitsGradient.float + wide)
            }
        }
    }

    public func gatherRows(_ source: Tensor, _ rows: [Int32], into output: Tensor) {
        precondition(source.elementType == output.elementType, "\(source.elementType) into \(output.elementType)")
        let bytes = source.columns * source.elementType.byteCount
        forRows(rows.count, width: source.columns) { range in
            for row in range {
                (output.pointer + row * bytes).copyMemory(
                    from: source.pointer + Int(rows[row]) * bytes, byteCount: bytes)
            }
        }
    }

    public func sumRows(_ source: Tensor, places: [Int32], into output: Tensor) {
        let width = output.columns, run = places.count / output.rows
        places.withUnsafeBufferPointer { places in
            forRows(output.rows, width: width * run) { range in
                for row in range {
                    let first = places.baseAddress! + row * run
                    switch output.elementType {
                    case .float32: kernels.sum_rows_f32(source.float, first, run, output.float + row * width, width)
                    case .bfloat16: kernels.sum_rows_bf16(source.half, first, run, output.half + row * width, width)
                    }
                }
            }
        }
    }

    public func mixRows(_ source: Tensor, places: [Int32], weights: Tensor, residual: Tensor, into output: Tensor) {
        let width = output.columns, run = weights.columns
        places.withUnsafeBufferPointer { places in
            forRows(output.rows, width: width * run) { range in
                for row in range {
                    kernels.mix_rows(
                        source.float, places.baseAddress! + row * run, weights.float + row * run, run,
                        residual.float + row * width, output.float + row * width, width)
                }
            }
        }
    }

    public func mixRowsBackward(
        gradient: Tensor, source: Tensor, places: [Int32], weights: Tensor, into sourceGradient: Tensor,
        weightsGradient: Tensor
    ) {
        let width = gradient.columns, run = weights.columns
        places.withUnsafeBufferPointer { places in
            forRows(gradient.rows, width: width * run) { range in
                for row in range {
                    kernels.mix_rows_backward(
                        gradient.float + row * width, source.float, places.baseAddress! + row * run,
                        weights.float + row * run, run, sourceGradient.float, weightsGradient.float + row * run, width)
                }
            }
        }
    }
}
