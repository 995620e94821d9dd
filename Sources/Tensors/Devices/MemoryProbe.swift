import CKernels
import Synchronization

/// A gigabyte to read, for measuring how fast memory is at a moment: on a shared machine that changes from second to second.
public final class MemoryProbe {
    private static let parts = 512, partSize = 2 << 20

    private let device: CPUDevice
    private let memory = Storage(large: parts * partSize)

    /// Takes the memory and fills it.
    public init(_ device: CPUDevice) {
        self.device = device
        memory.pointer.initializeMemory(as: UInt8.self, repeating: 1, count: Self.parts * Self.partSize)
    }

    /// Bytes a second that all threads together read: the fastest of `runs`.
    public func bytesPerSecond(runs: Int = 1) -> Double {
        let found = Atomic<UInt64>(0)
        let seconds = device.fastest(of: runs) {
            device.workers.run(Self.parts) { part in
                let bits = device.quantizedKernels.read_bytes(memory.bytes + part * Self.partSize, Self.partSize)
                found.bitwiseOr(bits, ordering: .relaxed)
            }
        }
        precondition(found.load(ordering: .relaxed) != 0, "memory that was filled")
        return Double(Self.parts * Self.partSize) / seconds
    }
}
