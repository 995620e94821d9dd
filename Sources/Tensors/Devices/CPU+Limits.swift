import CKernels
import Synchronization

extension CPUDevice {
    /// Bytes a second that all threads together read from memory: the fastest of `runs` over a gigabyte.
    public func readBandwidth(runs: Int = 5) -> Double { MemoryProbe(self).bytesPerSecond(runs: runs) }

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

    func fastest(of runs: Int, _ body: () -> Void) -> Double {
        let clock = ContinuousClock()
        let times = (0..<max(1, runs)).map { _ in clock.measure(body) / .seconds(1) }
        return times.min() ?? .infinity
    }
}
