import CKernels

/// Rows of floats against panels of floats, or of numbers of sixteen bits; see ``StreamedPart``.
struct StreamedFloats {
    private let rows: UnsafeMutablePointer<UInt32>
    private let rowCount: Int
    private let rowStride: Int
    private let matrix: Sizes
    private let residual: UnsafeMutablePointer<Float>?
    private let c: UnsafeMutableRawPointer
    private let stride: Int
    private let isCompact: Bool
    private let product: PackedMatrix.Product

    private struct Sizes {
        var panelStride: Int
        var width: Int
        var units: Int
    }

    /// Rows whose products with `matrix` are written into `c` from `firstColumn` on.
    init(
        _ matrix: PackedMatrix, rows: Tensor, residual: Tensor?, into c: Tensor, firstColumn: Int,
        _ product: @escaping PackedMatrix.Product
    ) {
        self.rows = rows.units
        self.product = product
        self.matrix = Sizes(panelStride: matrix.panelStride, width: matrix.width, units: matrix.unitCount)
        self.residual = residual.map { $0.float + firstColumn }
        self.c = c.pointer + firstColumn * c.elementType.byteCount
        rowCount = rows.rows
        rowStride = rows.columns / (rows.elementType == .float32 ? 1 : 2)
        stride = c.columns
        isCompact = c.elementType == .bfloat16
    }

    /// The product with some panels, written from `place` on.
    func multiply(_ panels: UnsafePointer<UInt8>, columns: Int, at place: Int) {
        product(
            rows, rowStride, 1, panels, matrix.panelStride, matrix.width, matrix.units, residual.map { $0 + place },
            stride, c + place * (isCompact ? 2 : 4), stride, isCompact, rowCount, columns)
    }
}
