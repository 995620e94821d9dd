import Checkpoints
import Synchronization
import Tensors

/// Turns the floats of tensors into elements of another type, blocks shared among threads.
///
/// A block depends on its own elements alone, so the bytes do not depend on the number of threads.
struct TensorEncoder {
    let workers: WorkerPool

    /// Elements that a task encodes: a multiple of every type's block.
    private static let elementsPerTask = 1 << 14

    /// The bytes of `floats` as elements of `type`; rows must be whole numbers of blocks.
    ///
    /// - Throws: ``ModelError/notEncodable(tensor:reason:)`` where an element is beyond what the type can hold.
    func encode(_ floats: UnsafeBufferPointer<Float>, as type: GGMLType, tensor: String) throws -> [UInt8] {
        guard let format = BlockFormat(type), format.isWritable, floats.count % type.blockSize == 0 else {
            throw ModelError.notEncodable(tensor: tensor, reason: "\(type.name) is not written for this tensor")
        }
        let step = Self.elementsPerTask
        let failure = Mutex<QuantizationError?>(nil)
        let bytes = [UInt8](unsafeUninitializedCapacity: floats.count / type.blockSize * type.blockByteCount) {
            target, count in
            let target = UnsafeMutableRawBufferPointer(target)
            workers.run((floats.count + step - 1) / step) { task in
                let range = task * step..<min(floats.count, (task + 1) * step)
                let place = range.lowerBound / type.blockSize * type.blockByteCount
                let size = range.count / type.blockSize * type.blockByteCount
                do throws(QuantizationError) {
                    try format.quantize(
                        UnsafeBufferPointer(rebasing: floats[range]),
                        into: UnsafeMutableRawBufferPointer(rebasing: target[place..<place + size]))
                } catch {
                    failure.withLock { $0 = $0 ?? error }
                }
            }
            count = floats.count / type.blockSize * type.blockByteCount
        }
        if let failure = failure.withLock({ $0 }) {
            throw ModelError.notEncodable(tensor: tensor, reason: "\(failure)")
        }
        return bytes
    }
}
