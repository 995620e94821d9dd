import Synchronization

/// Keeps scratch values between calls, so that short texts find warm caches and allocate nothing.
final class EncoderScratchPool: Sendable {
    private static let mostKept = 64
    private let usesKernels: Bool
    private let free = Mutex<[EncoderScratch]>([])

    /// - Parameter usesKernels: whether ASCII pretokens go through the kernels, which have a memory of their own.
    init(usesKernels: Bool = false) { self.usesKernels = usesKernels }

    /// Calls `body` with a scratch value that nobody else uses meanwhile.
    func withScratch<Result>(_ body: (EncoderScratch) -> Result) -> Result {
        let scratch = free.withLock { $0.popLast() } ?? EncoderScratch(usesKernels: usesKernels)
        defer {
            free.withLock { free in
                if free.count < Self.mostKept { free.append(scratch) }
            }
        }
        return body(scratch)
    }
}
