/// A matrix laid out for products: panels of columns, each with the whole summed dimension one after another.
public struct PackedMatrix: Sendable {
    /// What a panel holds for each step of the summed dimension and each column.
    enum Element: Sendable {
        /// A float32, for rows of float32.
        case float32
        /// Two bfloat16 that neighbour along the summed dimension, for rows of bfloat16.
        case bfloat16Pairs
        /// A half-precision number, for rows of float32.
        case float16
        /// A bfloat16, for rows of float32.
        case bfloat16

        /// The type of the rows that it is multiplied with.
        var rows: ElementType { self == .bfloat16Pairs ? .bfloat16 : .float32 }
        var byteCount: Int { self == .float32 || self == .bfloat16Pairs ? 4 : 2 }
    }

    /// The kernel for one kind of elements; see `product_f32` in `CKernels/include/kernels.h`.
    typealias Product =
        @convention(c) (
            UnsafePointer<UInt32>?, Int, Int, UnsafeRawPointer?, Int, Int, Int, UnsafePointer<Float>?, Int,
            UnsafeMutableRawPointer?, Int, Bool, Int, Int
        ) -> Void

    /// Rows of the summed dimension.
    let depth: Int
    /// Columns of the product.
    let columns: Int
    /// Columns of a panel.
    let width: Int
    /// Elements along the summed dimension.
    let unitCount: Int
    /// The type of the elements.
    let element: Element
    let storage: Storage

    /// Elements from one panel to the next.
    var panelStride: Int { unitCount * width }
    var panelCount: Int { (columns + width - 1) / width }
    var units: UnsafeMutablePointer<UInt32> { storage.pointer.assumingMemoryBound(to: UInt32.self) }

    /// Where a panel begins.
    func panel(_ index: Int) -> UnsafeMutableRawPointer { storage.pointer + index * panelStride * element.byteCount }
}
