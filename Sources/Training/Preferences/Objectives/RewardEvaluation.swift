public import Tensors
public import Transformer

/// How a reward model does on pairs that it has not seen.
public struct RewardEvaluation: Sendable, Hashable {
    /// Score of the chosen answer less that of the rejected one, for each pair.
    public var margins: [Double]

    public init(margins: [Double]) {
        self.margins = margins
    }

    /// What several reward models say together: the mean of their margins, pair by pair.
    ///
    /// Source: Coste et al., "Reward model ensembles help mitigate overoptimization" (2023), section 3.1.
    ///
    /// - Precondition: there is one at least, and all measured the same pairs.
    public init(meanOf evaluations: [RewardEvaluation]) {
        let count = evaluations[0].margins.count
        precondition(evaluations.allSatisfy { $0.margins.count == count }, "not the same pairs")
        margins = (0..<count).map { pair in
            evaluations.reduce(0) { $0 + $1.margins[pair] } / Double(evaluations.count)
        }
    }

    /// Scores both answers of every pair.
    ///
    /// - Parameters:
    ///   - together: pairs that pass through the model at a time.
    ///   - progress: told how many pairs are done.
    public init(
        of model: RewardModel, on examples: [PreferenceExample], together: Int = 4, device: any ComputeDevice,
        precision: Precision, progress: (Int) -> Void = { _ in }
    ) {
        let tape = Tape(device: device, mode: .evaluation, precision: precision)
        margins = []
        for first in stride(from: 0, to: examples.count, by: together) {
            let texts = examples[first..<min(first + together, examples.count)].flatMap(\.texts)
            let scores = model.scores(of: texts.map(\.tokens), tape: tape)
            for place in stride(from: 0, to: scores.count, by: 2) { margins.append(scores[place] - scores[place + 1]) }
            progress(margins.count)
        }
    }

    /// The share of pairs whose chosen answer has the higher score; a tie counts one half.
    public var accuracy: Double { Self.mean(hits) }

    /// The standard error of ``accuracy``.
    public var accuracyError: Double { Self.standardError(hits) }

    /// The mean of the margins.
    public var meanMargin: Double { Self.mean(margins) }

    /// The standard error of ``meanMargin``.
    public var marginError: Double { Self.standardError(margins) }

    private var hits: [Double] { margins.map { $0 > 0 ? 1 : $0 < 0 ? 0 : 0.5 } }

    private static func mean(_ values: [Double]) -> Double {
        values.reduce(0, +) / Double(max(values.count, 1))
    }

    /// The root of the sample's variance over the number of values; 0 for fewer than two.
    private static func standardError(_ values: [Double]) -> Double {
        guard values.count > 1 else { return 0 }
        let mean = mean(values), count = Double(values.count)
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return (squares / (count - 1) / count).squareRoot()
    }
}
