import Foundation
import Foundations
import Tensors
import Transformer

/// Training an adapter beside training all weights: each turn is a process of its own, so that neither side's memory is
/// counted with the other's, and turns alternate, so that whatever else the machine does falls on both alike.
struct AdapterComparison {
    /// What is trained.
    enum Side: String, CaseIterable {
        case all, adapter
    }

    /// What a side cost, over all turns.
    struct Cost {
        var seconds: [Double] = []
        var peakBytes = 0
        var trained = 0

        var medianSeconds: Double { seconds.sorted()[seconds.count / 2] }
    }

    let setting: TrainingSetting
    let precision: Precision
    let threads: Int?
    let adapter: LoRAConfiguration

    /// Takes `steps` measured steps in this process, and returns what they cost.
    func measure(_ side: Side, steps: Int) throws -> JSONValue {
        let benchmark = try TrainingBenchmark(
            setting: setting, precision: precision, threads: threads, engine: nil,
            adapter: side == .adapter ? adapter : nil)
        let seconds = try benchmark.takeTurn(steps: steps)
        return [
            "seconds": .array(seconds.map { .number($0) }), "trained": .integer(benchmark.trainedCount),
            "peak_bytes": Machine.peakMemory.map { .integer($0) } ?? .null,
        ]
    }

    /// Both sides, turn by turn.
    ///
    /// - Parameter arguments: those with which this program measures a side (``measure(_:steps:)``), but for the side.
    func run(turns: Int, arguments: [String]) throws -> [Side: Cost] {
        var costs: [Side: Cost] = [:]
        let status = StatusLine()
        defer { status.clear() }
        for turn in 1...turns {
            for side in Side.allCases {
                status.show("turn \(turn) of \(turns): \(side == .all ? "all weights" : "the adapter")")
                let found = try run(arguments + ["--side", side.rawValue])
                guard let seconds = found["seconds"]?.array?.compactMap(\.double), !seconds.isEmpty,
                    let peak = found["peak_bytes"]?.int, let trained = found["trained"]?.int
                else { throw CommandFailure("the measurement of a side left out figures") }
                var cost = costs[side] ?? Cost()
                cost.seconds += seconds
                cost.peakBytes = max(cost.peakBytes, peak)
                cost.trained = trained
                costs[side] = cost
            }
        }
        return costs
    }

    private func run(_ arguments: [String]) throws -> JSONValue {
        let process = Process(), output = Pipe()
        process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = arguments
        process.standardOutput = output
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw CommandFailure("the measurement of a side ended with status \(process.terminationStatus)")
        }
        return try JSONValue(parsing: Array(bytes), source: "the measurement of a side")
    }
}
