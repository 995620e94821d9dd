import Foundations
public import Tensors

/// A number for chosen positions: the state there times a vector, the head of reward and value models.
///
/// Source: Stiennon et al., "Learning to summarize from human feedback" (2020), section 3.4: a linear head that outputs a
/// scalar.
public final class ScalarHead {
    /// The vector, as a matrix of one row: [1, hidden].
    public let weight: Parameter
    /// What is added: [1]; nil: nothing.
    public let bias: Parameter?

    /// A head for states of `hiddenSize`.
    ///
    /// - Parameters:
    ///   - name: what the names of the parameters begin with.
    ///   - hasBias: whether a bias is learned, beginning at 0.
    ///   - deviation: how far the first weights lie from 0, in a normal distribution; 0: every number begins as 0.
    ///   - seed: the seed of the first weights.
    public init(
        hiddenSize: Int, name: String = "score", hasBias: Bool = false, deviation: Double = 0, seed: UInt64 = 0
    ) {
        weight = Parameter(name: "\(name).weight", shape: [1, hiddenSize])
        bias = hasBias ? Parameter(name: "\(name).bias", shape: [1]) : nil
        guard deviation > 0 else { return }
        var generator = SplitMix64(seed: seed)
        let first = (0..<hiddenSize).map { _ in Float(generator.normal() * deviation) }
        for (index, element) in first.enumerated() { weight.value.floats[index] = element }
    }

    /// All that is learned.
    public var parameters: [Parameter] { [weight] + [bias].compactMap { $0 } }

    /// The number at each of `rows` of `states` [positions, hidden]: [rows, 1], float32.
    public func callAsFunction(_ states: Variable, rows: [Int32], tape: Tape) -> Variable {
        tape.linear(tape.gathered(states, rows: rows), weight: weight, bias: bias, float32: true)
    }

    /// The number at every position of `states` [positions, hidden]: [positions, 1], float32.
    public func callAsFunction(_ states: Variable, tape: Tape) -> Variable {
        tape.linear(states, weight: weight, bias: bias, float32: true)
    }
}
