import Foundation
import Tensors
import Training

/// The figures of a model in words, for terminals and pages.
struct ExplainFigures {
    /// A figure with its name.
    typealias Figure = (name: String, value: String)

    private let figures: ModelFigures

    init(_ figures: ModelFigures) { self.figures = figures }

    /// Memory and operations.
    var costs: [Figure] {
        var rows: [Figure] = [
            ("parameters", Figures.grouped(figures.parameterCount)),
            ("weights in the file", Figures.megabytes(figures.fileBytes)),
            ("weights read in a step", Figures.megabytes(figures.stepBytes)),
        ]
        for (format, bytes) in figures.cacheBytes {
            let full = Figures.megabytes(bytes * figures.contextSize)
            let mark = format == figures.cacheFormat ? ", which suits the weights" : ""
            rows.append(
                (
                    "keys and values in \(format.rawValue)",
                    "\(Figures.grouped(bytes)) bytes a token, \(full) for \(Figures.grouped(figures.contextSize))\(mark)"
                ))
        }
        let first = FigureFormat.count(figures.operations(at: 0))
        let last = FigureFormat.count(figures.operations(at: figures.contextSize - 1))
        rows.append(("operations of a token", "\(first) at the beginning, \(last) at the end of the context"))
        return rows
    }

    /// The machine, and the model on it.
    func speed(_ speed: ModelSpeed) -> [Figure] {
        [
            ("memory", String(format: "%.1f GB/s read", speed.bandwidth * 1e-9)),
            ("processor", String(format: "%.0f billion operations a second, %@", speed.peak * 1e-9, speed.peakName)),
            ("prefill of \(speed.prefill.tokens) tokens", Self.describe(speed.prefill)),
            ("decoding behind them", Self.describe(speed.decode)),
        ]
    }

    private static func describe(_ work: ModelSpeed.Work) -> String {
        let bound = work.isBoundByMemory ? "memory" : "the processor"
        return String(
            format: "%.0f tokens/s, %.0f%% of the %.0f that %@ allows", work.measured,
            100 * work.measured / work.predicted, work.predicted, bound)
    }
}
