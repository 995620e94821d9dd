import CKernels

extension CPUDevice {
    public func gatedProduct(
        _ a: Tensor, norm: RowNorm?, _ b: FrozenMatrix, _ activation: Activation, into output: Tensor
    ) {
        precondition(
            a.columns == b.depth && 2 * output.columns == b.columns, "\(a.shape) times [\(b.depth), \(b.columns)]")
        if a.rows <= quantizedKernels.most_streamed {
            var operands = QuantizedRows(a, norm: norm)
            if streamGated(&operands, b, activation, into: output) { return }
        }
        let wide = makeTensor([a.rows, b.columns], output.elementType)
        product(a, norm: norm, b, residual: nil, into: wide)
        gatedActivation(wide, activation, into: output)
    }
}
