import Foundations
import Tensors

/// Both sides of a training benchmark, taking turns of a few steps, so that whatever else the machine does falls on
/// both alike.
struct TrainingComparison {
    let setting: TrainingSetting
    let precisions: [Precision]
    let threads: Int?
    let engine: ProductEngine?
    let python: String?
    let modes: [String]

    /// The figures of a comparison.
    struct Outcome {
        /// Martlet's sides, then PyTorch's.
        var sides: [TrainingMeasurement] = []
        /// Our best side's speed over PyTorch's best side's, both by the median of their steps; nil without a peer.
        var ratio: Double?
        /// The same within each turn alone, ascending.
        var ratiosByTurn: [Double] = []
    }

    /// - Parameters:
    ///   - turns: how often every side has its turn.
    ///   - steps: steps of a turn.
    func run(turns: Int, steps: Int) throws -> Outcome {
        let ours = try precisions.map {
            try TrainingBenchmark(setting: setting, precision: $0, threads: threads, engine: engine)
        }
        let peer = try python.map {
            try TorchPeer(
                python: $0, setting: setting, modes: modes, threads: threads ?? CPUDevice.processorCount)
        }
        defer { peer?.finish() }
        var theirs = Array(repeating: [Double](), count: peer == nil ? 0 : modes.count)
        var outcome = Outcome()
        for _ in 0..<turns {
            let own = try ours.map { middle(try $0.takeTurn(steps: steps)) }
            guard let peer else { continue }
            var other: [Double] = []
            for (index, mode) in modes.enumerated() {
                let turn = try peer.takeTurn(mode, steps: steps)
                theirs[index] += turn
                other.append(middle(turn))
            }
            if let own = own.min(), let other = other.min() { outcome.ratiosByTurn.append(other / own) }
        }
        outcome.sides = ours.map { $0.measurement() }
        let others = zip(modes, theirs).map {
            TrainingMeasurement(side: "PyTorch \($0)", tokensAStep: setting.tokens, seconds: $1)
        }
        if let best = outcome.sides.map(\.tokensPerSecond).max(), let other = others.map(\.tokensPerSecond).max() {
            outcome.ratio = best / other
        }
        outcome.sides += others
        outcome.ratiosByTurn.sort()
        return outcome
    }

    private func middle(_ seconds: [Double]) -> Double { seconds.sorted()[seconds.count / 2] }
}
