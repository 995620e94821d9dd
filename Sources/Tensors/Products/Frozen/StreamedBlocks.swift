import CKernels

/// Rows of eight bits against panels of blocks; see ``StreamedPart``.
struct StreamedBlocks {
    let format: martlet_panel_format
    private let operand: martlet_activations
    private let target: martlet_product_target
    private let product: MultiplyPanels

    /// Rows whose products with a part are written into `c` from `firstColumn` on.
    init(
        _ format: martlet_panel_format, rows: QuantizedRows.Tiles, depth: Int, residual: Tensor?, into c: Tensor,
        firstColumn: Int, _ kernels: martlet_quantized_kernels
    ) {
        self.format = format
        product = kernels.product
        operand = martlet_activations(tiles: rows.storage.bytes, rows: rows.count, depth: depth, tile: rows.tile)
        target = martlet_product_target(
            c: c.float + firstColumn, residual: residual.map { UnsafePointer($0.float + firstColumn) },
            stride: c.columns, columns: 0)
    }

    /// The product with some panels, written from `place` on.
    func multiply(_ panels: UnsafePointer<UInt8>, columns: Int, at place: Int) {
        var operand = operand, target = target
        target.c += place
        if let residual = target.residual { target.residual = residual + place }
        target.columns = columns
        product(format, &operand, panels, &target, nil)
    }

    /// The kernel of one instruction set.
    private typealias MultiplyPanels =
        @convention(c) (
            martlet_panel_format, UnsafePointer<martlet_activations>?, UnsafePointer<UInt8>?,
            UnsafePointer<martlet_product_target>?, UnsafeMutablePointer<UInt8>?
        ) -> Void
}
