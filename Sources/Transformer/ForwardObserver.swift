package import Tensors

/// Looks at a forward pass from inside; what it is handed lives until it returns.
package struct ForwardObserver {
    /// Sees the residual stream [rows, hidden], float32, after the embedding and after each block.
    package var residual: ((Tensor) -> Void)?
    /// Sees, layer by layer, what attention takes: [rows, queries | keys | values] in the type of activations, normalized
    /// and turned.
    package var heads: ((_ layer: Int, _ rows: Tensor) -> Void)?

    /// An observer of either, both, or nothing.
    package init(residual: ((Tensor) -> Void)? = nil, heads: ((_ layer: Int, _ rows: Tensor) -> Void)? = nil) {
        self.residual = residual
        self.heads = heads
    }
}
