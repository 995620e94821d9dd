import CKernels

/// Passes over a row of logits, from which a token is chosen.
///
/// Sums have one order, whatever the instruction set.
package struct LogitRow {
    /// Logits that share a maximum.
    package static let blockSize = Int(MARTLET_LOGIT_BLOCK)

    /// One unnormalised log-probability a token.
    package let logits: UnsafeBufferPointer<Float>
    private let kernels: UnsafePointer<martlet_kernels>

    /// The kernels of the best instruction set: looked up once.
    private nonisolated(unsafe) static let best = KernelLevel.best.table

    /// Logits that stay where they are while this value lives.
    package init(_ logits: UnsafeBufferPointer<Float>) {
        guard let kernels = Self.best else { preconditionFailure("every CPU has the portable kernels") }
        self.logits = logits
        self.kernels = kernels
    }

    /// The same on the kernels of a given instruction set, which the CPU must have.
    package init(_ logits: UnsafeBufferPointer<Float>, level: KernelLevel) {
        guard let kernels = level.table else { preconditionFailure("this CPU lacks \(level.rawValue)") }
        self.logits = logits
        self.kernels = kernels
    }

    /// The highest logit of each block, the last one perhaps shorter, into `maxima`.
    ///
    /// - Returns: how many logits are above minus infinity; nil if one is NaN or plus infinity.
    package func findMaxima(_ maxima: inout [Float]) -> Int? {
        let blocks = (logits.count + Self.blockSize - 1) / Self.blockSize
        if maxima.count != blocks { maxima = [Float](repeating: 0, count: blocks) }
        guard let start = logits.baseAddress, blocks > 0 else { return 0 }
        let count = maxima.withUnsafeMutableBufferPointer { maxima in
            kernels.pointee.logit_maxima(start, logits.count, maxima.baseAddress)
        }
        return count < 0 ? nil : count
    }

    /// The sum of e^((logit - highest) / temperature), each term in single precision.
    ///
    /// - Parameter highest: the highest logit, which is finite.
    package func exponentialSum(below highest: Float, temperature: Double = 1) -> Double {
        guard let start = logits.baseAddress else { return 0 }
        let scale = min(max(Float(1 / temperature), .leastNormalMagnitude), .greatestFiniteMagnitude)
        return kernels.pointee.exponential_sum(start, logits.count, highest, scale)
    }
}
