import Foundation
import Foundations
import Training

/// Prints what a pretraining run came to.
struct TrainingPrinter {
    let summary: TrainingSummary
    /// The command that continues such a run.
    var resume = "martlet train pretrain"
    /// What to do with the finished model.
    let next: String
    /// Figures of this kind of training that go with those of every run, as JSON.
    var further = JSONObject()

    func print(json: Bool) {
        if json {
            var object = summary.json.object ?? JSONObject()
            object.members += further.members
            Swift.print(JSONValue.object(object).serialized())
        } else {
            for line in lines { Swift.print(line) }
        }
    }

    private var lines: [String] {
        let steps = FigureFormat.grouped(summary.step)
        let tokens = FigureFormat.count(Double(summary.tokens))
        let speed = FigureFormat.count(summary.tokensPerSecond)
        let utilization = summary.utilization.map { ", MFU \(FigureFormat.fixed(100 * $0, 1))%" } ?? ""
        var lines = [
            "\(steps) of \(FigureFormat.grouped(summary.steps)) steps in \(FigureFormat.duration(summary.seconds)): "
                + "\(tokens) tokens, \(speed) tokens/s\(utilization)"
        ]
        lines += change("training loss", summary.firstLoss, summary.lastLoss)
        lines += change("validation loss", summary.firstEvaluation?.loss, summary.lastEvaluation?.loss)
        lines += change("bits per byte", summary.firstEvaluation?.bitsPerByte, summary.lastEvaluation?.bitsPerByte)
        for figure in summary.lastEvaluation?.figures ?? [] {
            lines += change("held-out \(figure.title)", summary.firstEvaluation?.figures[figure.name], figure.value)
        }
        lines.append("report  \(summary.folder.path)/report.html")
        switch summary.outcome {
        case .finished:
            lines.append("\(summary.isAdapter ? "adapter" : "model  ") \(summary.modelFolder.path)")
            lines.append("next    \(next)")
        case .interrupted(let step, let checkpoint):
            lines.append("stopped after step \(step); checkpoint \(checkpoint.path)")
            lines.append("resume  \(resume) --resume --output \(summary.folder.path)")
        }
        return lines
    }

    private func change(_ name: String, _ first: Double?, _ last: Double?) -> [String] {
        guard let first, let last else { return [] }
        return ["\(name) \(FigureFormat.fixed(first, 4)) -> \(FigureFormat.fixed(last, 4))"]
    }
}
