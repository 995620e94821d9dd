import Foundations
import Tensors

/// Both sides of a generation benchmark, taking turns, so that whatever else the machine does falls on both alike.
struct GenerationComparison {
    /// One kind of work on both sides.
    struct Figure {
        let work: GenerationBenchmark.Work
        /// Seconds of each turn.
        var own: [Double] = []
        var peer: [Double] = []
        /// Bytes a second that memory gave in each turn, before and after our side.
        var bandwidth: [Double] = []

        /// Tokens a second in the median turn.
        var ownRate: Double { rate(own) }
        /// The peer's; nil without one.
        var peerRate: Double? { peer.isEmpty ? nil : rate(peer) }
        /// How many times as fast as the peer: the median of the turns' ratios.
        var ratio: Double? { peer.isEmpty ? nil : Self.median(zip(own, peer).map { $1 / $0 }) }

        private func rate(_ seconds: [Double]) -> Double { Double(work.tokens) / Self.median(seconds) }

        static func median(_ values: [Double]) -> Double {
            let sorted = values.sorted()
            return sorted.count % 2 == 1
                ? sorted[sorted.count / 2] : (sorted[sorted.count / 2 - 1] + sorted[sorted.count / 2]) / 2
        }
    }

    let own: GenerationBenchmark
    let peer: LlamaPeer?
    let memory: MemoryProbe

    /// Runs a kind of work `turns` times on each side, after once that does not count.
    func run(_ work: GenerationBenchmark.Work, turns: Int) throws -> Figure {
        var figure = Figure(work: work)
        for turn in 0...turns {
            let before = memory.bytesPerSecond(), own = try own.seconds(of: work)
            let after = memory.bytesPerSecond(), peer = try peer?.seconds(of: work)
            if turn == 0 { continue }
            figure.own.append(own)
            figure.bandwidth.append((before + after) / 2)
            if let peer { figure.peer.append(peer) }
        }
        return figure
    }
}
