import Foundation
import Training

/// Shows a run on standard error while it goes on.
final class TrainingDisplay {
    private var progress: TrainingProgress?
    private var steps = 0
    private let begin = ContinuousClock.now

    func show(_ event: TrainingEvent) {
        var progress = progress ?? TrainingProgress(isTerminal: isatty(STDERR_FILENO) == 1)
        defer { self.progress = progress }
        switch event {
        case .begin(let steps):
            progress.steps = steps
        case .note(let text):
            write(progress.message(text))
        case .step(let metrics):
            write(progress.report(metrics, now: (ContinuousClock.now - begin) / .seconds(1)))
        case .evaluation(let metrics):
            let bits = metrics.bitsPerByte.map { "  bits per byte \(FigureFormat.fixed($0, 4))" } ?? ""
            let loss = metrics.loss.map { " loss \(FigureFormat.fixed($0, 4))" } ?? ""
            let figures = ["accuracy", "reward/mean", "success"].compactMap { name in
                metrics.figures[name].map {
                    "  \(name.prefix { $0 != "/" }) \(FigureFormat.fixed($0, 3))"
                }
            }
            write(progress.message("step \(metrics.step)  validation\(loss)\(bits)\(figures.joined())"))
        case .sample(let sample):
            let text = (sample.prompt + sample.text).split(whereSeparator: \.isNewline).joined(separator: " ")
            write(progress.message("step \(sample.step)  sample: \(text)"))
        case .checkpoint(let step, let url):
            write(progress.message("step \(step)  checkpoint \(url.path)"))
        }
    }

    private func write(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }
}
