import Foundation
import Foundations
import Tensors
import Training

/// The figures of a quickstart, as a table and as JSON.
struct QuickstartReport {
    var stages: [QuickstartStage]
    var samples: [QuickstartSample]
    var parameters: Int
    var precision: String
    var device: CPUDevice
    var folder: QuickstartFolder
    var wasInterrupted: Bool

    /// Wall time of all stages.
    var seconds: Double { stages.reduce(0) { $0 + $1.seconds } }

    var json: JSONValue {
        [
            "seconds": .number(seconds),
            "parameters": .integer(parameters),
            "kernels": .string(device.level.rawValue),
            "threads": .integer(device.workers.threadCount),
            "precision": .string(precision),
            "interrupted": .bool(wasInterrupted),
            "stages": .array(stages.map(\.json)),
            "samples": .array(samples.map(\.json)),
            "report": .string(folder.run.appending(path: "report.html").path),
            "model": .string(folder.run.appending(path: "model").path),
        ]
    }

    var text: String {
        ([table, ""] + samples.map(Self.describe) + wayOn).joined(separator: "\n")
    }

    private static let headings = [
        "stage", "time", "tokens", "tokens/s", "loss", "bits per byte", "utilisation", "outcome",
    ]

    private var table: String {
        var rows = [Self.headings]
        for stage in stages {
            rows.append([
                stage.name, FigureFormat.duration(stage.seconds),
                stage.tokens.map { FigureFormat.grouped($0) } ?? "",
                stage.tokensPerSecond.map { FigureFormat.count($0) } ?? "",
                Self.change(stage.lossBefore, stage.lossAfter), Self.change(stage.bitsBefore, stage.bitsAfter),
                stage.utilization.map { FigureFormat.fixed(100 * $0, 1) + "%" } ?? "", stage.outcome,
            ])
        }
        rows.append(["all", FigureFormat.duration(seconds)] + Array(repeating: "", count: Self.headings.count - 2))
        let widths = Self.headings.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        let lines = rows.map { row in
            zip(row, widths).map { $0.padded(to: $1) }.joined(separator: "  ").trimmingSuffix(" ")
        }
        return lines.joined(separator: "\n")
    }

    private static func change(_ before: Double?, _ after: Double?) -> String {
        guard let before, let after else { return "" }
        return "\(FigureFormat.fixed(before, 2)) -> \(FigureFormat.fixed(after, 2))"
    }

    private static func describe(_ sample: QuickstartSample) -> String {
        let text = sample.text.split(whereSeparator: \.isNewline).joined(separator: "\n  ")
        return "temperature \(sample.temperature): \(sample.prompt)|\(text)\n"
    }

    private var wayOn: [String] {
        let run = folder.run.path, program = CommandLine.arguments[0]
        if wasInterrupted { return ["Go on with: \(program) train pretrain --resume --output \(run)"] }
        return [
            "Read     \(run)/report.html",
            "Write    \(program) generate \(run) \"Once upon a time\" --temperature 0.8 --show-candidates 3",
            "Inspect  \(program) tokenizer inspect \(folder.tokenizer.path) --text \"Any text\"",
            "Longer   make quickstart MINUTES=30, or with your own text: make quickstart TEXT=DIR",
            "Deeper   \(program) train pretrain --corpus \(folder.corpus.path) --output runs/deep --depth 6",
        ]
    }
}

extension String {
    /// The string without any of `character` at its end.
    fileprivate func trimmingSuffix(_ character: Character) -> String {
        var result = self[...]
        while result.last == character { result.removeLast() }
        return String(result)
    }
}
