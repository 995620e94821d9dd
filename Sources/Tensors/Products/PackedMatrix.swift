/// A matrix laid out for products: panels of columns, each with the whole summed dimension one after another.
public struct PackedMatrix: Sendable {
    /// Rows of the summed dimension.
    let depth: Int
    /// Columns of the product.
    let columns: Int
    /// Columns of a panel.
    let width: Int
    /// 32-bit units along the summed dimension: one float32, or two bfloat16.
    let unitCount: Int
    /// The type of the elements.
    let elementType: ElementType
    let storage: Storage

    /// 32-bit units from one panel to the next.
    var panelStride: Int { unitCount * width }
    var panelCount: Int { (columns + width - 1) / width }
    var units: UnsafeMutablePointer<UInt32> { storage.pointer.assumingMemoryBound(to: UInt32.self) }
}
