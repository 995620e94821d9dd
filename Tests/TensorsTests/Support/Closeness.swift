import Tensors
import Testing

/// Expects every element of `actual` to be what the reference computed, up to rounding.
///
/// Rounding to float32 is off by 2^-24 of a value at most, rounding to bfloat16 (eight bits) by 2^-8. A sum of n terms
/// in any order is off by n times that of the sum of the terms' magnitudes (Higham, "Accuracy and stability of
/// numerical algorithms", equation 3.5), which is why an ``Estimate`` carries it.
///
/// - Parameters:
///   - roundings: Roundings to float32 in a row on the way to an element.
///   - halfRoundings: Roundings to bfloat16, that of the result not counted.
func expectClose(
    _ actual: Tensor, _ expected: [Estimate], roundings: Int, halfRoundings: Double = 0, _ comment: String = "",
    sourceLocation: SourceLocation = #_sourceLocation
) {
    let values = actual.values
    guard values.count == expected.count else {
        Issue.record("\(values.count) elements instead of \(expected.count)", sourceLocation: sourceLocation)
        return
    }
    let ownRounding = actual.elementType == .bfloat16 ? 1.0 : 0
    let tolerance = Double(roundings) * 0x1p-24 + (halfRoundings + ownRounding) * 0x1p-8
    var worst = (excess: 0.0, index: -1)
    for (index, (value, estimate)) in zip(values, expected).enumerated() {
        // The kernels' exponential ends at e^88, and what is not normal may become 0: no difference in a sum.
        let allowed = tolerance * estimate.magnitude + 1e-32
        let excess = abs(Double(value) - estimate.value) / allowed
        if !(excess <= max(1, worst.excess)) { worst = (excess, index) }
        if excess.isNaN { break }
    }
    guard worst.index >= 0 else { return }
    Issue.record(
        """
        \(comment): element \(worst.index) of \(actual.shape) is \(values[worst.index]) instead of \
        \(expected[worst.index].value), \(worst.excess) times the rounding allowed
        """, sourceLocation: sourceLocation)
}
