import CKernels
import Synchronization

extension CPUDevice {
    /// Bytes a second that all threads together read from memory: the fastest of `runs` over a gigabyte.
    public func readBandwidth(runs: Int = 5) -> Double {
        let parts = 512, partSize = 2 << 20
        let memory = Storage(large: parts * partSize)
        memory.pointer.initializeMemory(as: UInt8.self, repeating: 1, count: parts * partSize)
        let found = Atomic<UInt64>(0)
        let seconds = fastest(of: runs) {
            workers.run(parts) { part in
                let bits = quantizedKernels.read_bytes(memory.bytes + part * partSize, partSize)
                found.bitwiseOr(bits, ordering: .relaxed)
            }
        }
        precondition(found.load(ordering: .relaxed) != 0, "memory that was filled")
        return Double(parts * partSize) / seconds
    }

    /// Multiplications and additions of bytes a second that all threads together can make: the fastest of `runs`.
    public func byteProductPeak(runs: Int = 5) -> Double {
        let parts = 64, rounds = 20_000
        let operations = Atomic<Int>(0)
        let seconds = fastest(of: runs) {
            operations.store(0, ordering: .relaxed)
            workers.run(parts) { _ in
                var result: Int32 = 0
                operations.add(quantizedKernels.multiply_bytes(rounds, &result), ordering: .relaxed)
            }
        }
        return Double(operations.load(ordering: .relaxed)) / seconds
    }

    private func fastest(of runs: Int, _ body: () -> Void) -> Double {
        let clock = ContinuousClock()
        let times = (0..<max(1, runs)).map { _ in clock.measure(body) / .seconds(1) }
        return times.min() ?? .infinity
    }
}
