import Foundations

extension CPUDevice {
    public func drop(_ dropout: RowDropout, from source: Tensor, into target: Tensor) {
        precondition(
            source.shape == target.shape && source.elementType == target.elementType,
            "\(source.shape) is not kept in \(target.shape)")
        precondition(dropout.rows.count == source.rows, "\(dropout.rows.count) draws for \(source.shape)")
        let width = source.columns
        forRows(source.rows, width: width) { range in
            for row in range {
                let draws = dropout.draws(ofRow: row), first = row * width
                switch source.elementType {
                case .float32:
                    Self.keep(
                        source.float + first, target.float + first, width, draws, dropout.threshold, zero: 0)
                case .bfloat16:
                    Self.keep(source.half + first, target.half + first, width, draws, dropout.threshold, zero: 0)
                }
            }
        }
    }

    /// Copies the elements whose draws do not lie below the threshold.
    private static func keep<Element>(
        _ source: UnsafeMutablePointer<Element>, _ target: UnsafeMutablePointer<Element>, _ count: Int,
        _ draws: SplitMix64, _ threshold: UInt16, zero: Element
    ) {
        var draws = draws, bits: UInt64 = 0
        for column in 0..<count {
            bits = column & 3 == 0 ? draws.next() : bits >> 16
            target[column] = UInt16(truncatingIfNeeded: bits) < threshold ? zero : source[column]
        }
    }
}
