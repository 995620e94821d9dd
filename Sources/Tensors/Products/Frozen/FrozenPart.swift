import CKernels

/// Neighbouring rows of a weight in one encoding, laid out for products.
public struct FrozenPart: Sendable {
    enum Layout: Sendable {
        /// Floats, or numbers of sixteen bits.
        case panels(PackedMatrix)
        /// Panels of blocks, one after another.
        case blocks(format: martlet_panel_format, bytes: Storage)
    }

    let layout: Layout
    /// How many rows: columns of the product.
    public let columns: Int
    /// Elements of a row.
    public let depth: Int

    /// Bytes it takes.
    public var byteCount: Int {
        switch layout {
        case .panels(let matrix): matrix.storage.byteCount
        case .blocks(_, let bytes): bytes.byteCount
        }
    }
}
