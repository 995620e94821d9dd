import Foundations
import Tensors

extension Tensor {
    /// The memory of the elements, copied.
    var bytes: [UInt8] { Array(rawBytes) }

    /// The elements, exactly.
    var doubles: [Double] { values.map(Double.init) }

    /// A tensor with memory of its own and the same bits.
    var copied: Tensor {
        let copy = Tensor(zeros: shape, elementType: elementType)
        copy.rawBytes.copyMemory(from: UnsafeRawBufferPointer(rawBytes))
        return copy
    }

    /// Sets every element, rounded to the tensor's type.
    func fill(_ values: [Float]) {
        precondition(values.count == count)
        switch elementType {
        case .float32:
            for (index, value) in values.enumerated() { floats[index] = value }
        case .bfloat16:
            let halves = rawBytes.bindMemory(to: UInt16.self)
            for (index, value) in values.enumerated() { halves[index] = BFloat16(value).bits }
        }
    }

    /// Normally distributed elements times `scale`.
    static func random(
        _ generator: inout SplitMix64, _ shape: [Int], _ elementType: ElementType = .float32, scale: Double = 1
    ) -> Tensor {
        let tensor = Tensor(zeros: shape, elementType: elementType)
        tensor.fill((0..<tensor.count).map { _ in Float(generator.normal() * scale) })
        return tensor
    }
}
