import Testing
import Training

@Suite("Progress of a run")
struct TrainingProgressTests {
    private func metrics(_ step: Int, seconds: Double = 2) -> StepMetrics {
        StepMetrics(
            step: step, loss: 3.14159, learningRate: 1e-3, gradientNorm: 1, tokens: step * 100, seconds: seconds,
            tokensPerSecond: 24_130, utilization: 0.4567)
    }

    @Test("Without a terminal there are plain lines, at most one in ten seconds and one for the last step")
    func plain() {
        var progress = TrainingProgress(steps: 100, isTerminal: false)
        #expect(
            progress.report(metrics(9), now: 0)
                == "step   9/100 (9%)  loss 3.1416  24.1k tokens/s  MFU 45.7%  ETA 3 min 02 s\n")
        #expect(progress.report(metrics(10), now: 9.9) == "")
        #expect(progress.message("validation") == "validation\n")
        #expect(progress.report(metrics(11), now: 10).hasPrefix("step  11/100"))
        #expect(progress.report(metrics(100), now: 10.1).hasSuffix("ETA 0.0 s\n"))
        #expect(progress.finish() == "")
    }

    @Test("On a terminal one line is rewritten, and messages clear it first")
    func terminal() {
        var progress = TrainingProgress(steps: 100, isTerminal: true)
        let line = progress.report(metrics(1), now: 0)
        #expect(line.hasPrefix("\rstep   1/100") && line.hasSuffix("\u{1B}[K") && !line.contains("\n"))
        #expect(progress.message("saved") == "\r\u{1B}[Ksaved\n")
        #expect(progress.message("saved") == "saved\n")
        #expect(progress.report(metrics(2), now: 0.05) == "")
        #expect(progress.report(metrics(2), now: 0.2) != "")
        #expect(progress.finish() == "\n")
    }
}
