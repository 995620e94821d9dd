import Foundation
import Foundations
import Tensors
import Training

/// The figures of a quickstart, as a table and as JSON.
struct QuickstartReport {
    let device: CPUDevice
    let folder: QuickstartFolder
    var stages: [QuickstartStage] = []
    var samples: [QuickstartSample] = []
    var answers: [QuickstartAnswers] = []
    var models = QuickstartModels()
    var parameters = 0
    var precision = ""
    /// What the agent may be asked in the workspace.
    var exampleGoal = ""
    /// Where training was interrupted, and the command that resumes it.
    var resume: (run: URL, command: String)?

    init(device: CPUDevice, folder: QuickstartFolder) {
        self.device = device
        self.folder = folder
    }

    var wasInterrupted: Bool { resume != nil }

    /// Wall time of all stages.
    var seconds: Double { stages.reduce(0) { $0 + $1.seconds } }

    var json: JSONValue {
        var object: JSONObject = [
            "seconds": .number(seconds),
            "parameters": .integer(parameters),
            "kernels": .string(device.level.rawValue),
            "threads": .integer(device.workers.threadCount),
            "precision": .string(precision),
            "interrupted": .bool(wasInterrupted),
            "stages": .array(stages.map(\.json)),
            "samples": .array(samples.map(\.json)),
            "answers": .array(answers.map(\.json)),
            "report": .string(folder.base.appending(path: "report.html").path),
            "base_model": .string(folder.base.appending(path: "model").path),
            "model": .string(folder.agent.appending(path: "model").path),
        ]
        if !models.models.isEmpty { object["models"] = models.json }
        return .object(object)
    }

    var text: String {
        var parts = [table]
        if !models.models.isEmpty { parts.append(models.text) }
        parts += answers.map(\.text)
        parts += samples.map(Self.describe)
        return (parts + [wayOn.joined(separator: "\n")]).joined(separator: "\n\n")
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
        return TextTable.text(rows)
    }

    private static func change(_ before: Double?, _ after: Double?) -> String {
        guard let before, let after else { return "" }
        return "\(FigureFormat.fixed(before, 2)) -> \(FigureFormat.fixed(after, 2))"
    }

    private static func describe(_ sample: QuickstartSample) -> String {
        "temperature \(sample.temperature): \(sample.prompt)|\(indented(sample.text))"
    }

    private static func indented(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).joined(separator: "\n  ")
    }

    private var wayOn: [String] {
        let program = CommandLine.arguments[0]
        if let (run, command) = resume {
            return ["Go on with: \(program) train \(command) --resume --output \(run.path)"]
        }
        return [
            "Read     report.html in \(folder.base.path), \(folder.tuned.lastPathComponent), "
                + "\(folder.preferred.lastPathComponent) and \(folder.agent.lastPathComponent)",
            "Write    \(program) generate \(folder.base.path) \"Once upon a time\" --temperature 0.8 --show-candidates 3",
            "Chat     \(program) chat \(folder.agent.path)",
            "Task     \(program) agent run \(Self.quoted(exampleGoal)) --model \(folder.agent.path) "
                + "--workspace \(folder.workspace.path) --allow patch",
            "Measure  \(program) eval agent --model \(folder.agent.path) --tasks 400 --seed 9",
            "Longer   make quickstart MINUTES=30, or with your own text: make quickstart TEXT=DIR",
        ]
    }

    /// As one word of a shell's command.
    private static func quoted(_ text: String) -> String { "'" + text.replacing("'", with: #"'\''"#) + "'" }
}
