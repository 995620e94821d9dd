import Foundations
import Tensors

/// A tensor between rows of NaN: what reads past its ends spoils its result, and what writes there is found out.
struct GuardedTensor {
    let tensor: Tensor
    private let whole: Tensor
    private let margin: Int

    /// A tensor whose own elements are NaN too, so that those that nobody writes are found out.
    init(_ shape: [Int], _ elementType: ElementType = .float32) {
        let columns = shape.dropFirst().reduce(1, *)
        // More than the widest load, on either side.
        margin = (64 + columns - 1) / columns
        whole = Tensor(zeros: [shape[0] + 2 * margin, columns], elementType: elementType)
        whole.rawBytes.initializeMemory(as: UInt8.self, repeating: 0xff)
        tensor = whole.rows(margin..<margin + shape[0]).reshaped(shape)
    }

    /// A tensor that holds `values`, rounded to its type.
    init(_ values: [Float], _ shape: [Int], _ elementType: ElementType = .float32) {
        self.init(shape, elementType)
        tensor.fill(values)
    }

    /// Normally distributed elements times `scale`.
    init(
        random generator: inout SplitMix64, _ shape: [Int], _ elementType: ElementType = .float32, scale: Double = 1
    ) {
        let count = shape.reduce(1, *)
        self.init((0..<count).map { _ in Float(generator.normal() * scale) }, shape, elementType)
    }

    /// Whether the rows around the tensor are what they were.
    var isIntact: Bool {
        let before = whole.rows(0..<margin), after = whole.rows(whole.rows - margin..<whole.rows)
        return (before.bytes + after.bytes).allSatisfy { $0 == 0xff }
    }
}
