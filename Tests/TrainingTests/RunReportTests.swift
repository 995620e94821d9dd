import Foundation
import Foundations
import Testing
import Training

@Suite("Report of a run")
struct RunReportTests {
    private func report(steps: Int) throws -> String {
        var generator = SplitMix64(seed: 4)
        var records: [MetricsRecord] = []
        let schedule = LearningRateSchedule(
            shape: .cosine, peak: 3e-3, minimumRatio: 0.1, warmupSteps: steps / 10, steps: steps)
        for step in 1...steps {
            let share = Double(step) / Double(steps)
            records.append(
                .step(
                    StepMetrics(
                        step: step, loss: 2 + 6 * exp(-8 * share) + 0.15 * generator.normal(),
                        learningRate: schedule.rate(at: step - 1),
                        gradientNorm: 0.5 + exp(-5 * share) + 0.1 * generator.uniform(), tokens: step * 4096,
                        seconds: 0.2, tokensPerSecond: 20_000 + 1500 * generator.normal(), utilization: 0.4)))
            if step.isMultiple(of: max(1, steps / 10)) {
                let loss = 2.1 + 6 * exp(-8 * share)
                records.append(
                    .evaluation(
                        EvaluationMetrics(
                            step: step, loss: loss, bitsPerByte: loss / log(2) / 3.8, tokens: 65_536, seconds: 1)))
                records.append(
                    .sample(SampleRecord(step: step, prompt: "Once <upon>", text: " a time & \u{7} \"they\"\nsang.")))
            }
        }
        let configuration = try PretrainConfiguration().sized().scheduled(steps: steps)
        return RunReport(
            title: "A run of <depth 4>",
            facts: [.init("Parameters", "4.0M"), .init("Validation loss", "2.10"), .init("Bits per byte", "0.8")],
            configuration: configuration, records: records
        ).html()
    }

    @Test("The page holds every curve, the samples and the settings")
    func content() throws {
        let html = try report(steps: 400)
        for title in ["Loss", "Compression", "Learning rate", "Gradient norm", "Speed"] {
            #expect(html.contains("<b>\(title)</b>"))
        }
        #expect(html.components(separatedBy: "<svg ").count == 6)
        #expect(html.contains("<path class=\"marked c2\" d=\"M"))
        #expect(html.contains("<b>Once &lt;upon&gt;</b> a time &amp; ␇ &quot;they&quot;\nsang."))
        #expect(html.contains("<th>hidden_size</th><td>256</td>"))
        #expect(html.contains("prefers-color-scheme: dark"))
        #expect(!html.contains("nan") && !html.contains("inf "))
    }

    @Test("The page needs nothing from outside and runs no script")
    func selfContained() throws {
        let html = try report(steps: 50)
        for reference in ["http:", "https:", "src=", "href=", "url(", "@import", "<script", "<link"] {
            #expect(!html.contains(reference), "found \(reference)")
        }
    }

    @Test("A run of any length can be drawn", arguments: [1, 2, 3, 9, 5000])
    func lengths(steps: Int) throws {
        let html = try report(steps: steps)
        #expect(html.contains("<path class=\"line c1\" d=\"M"))
        #expect(html.utf8.count < 300_000)
        #expect(!html.contains("=\"nan") && !html.contains("=\"inf"))
    }

    @Test("A run that has recorded nothing yet still gives a page")
    func empty() throws {
        let html = RunReport(title: "t", facts: [], configuration: PretrainConfiguration(), records: []).html()
        #expect(html.contains("<h1>t</h1>") && !html.contains("<svg"))
    }

    @Test("Figures are written for people")
    func figures() {
        #expect(FigureFormat.count(950) == "950")
        #expect(FigureFormat.count(12_345) == "12.3k")
        #expect(FigureFormat.count(5_480_000) == "5.48M")
        #expect(FigureFormat.grouped(-1_234_567) == "-1,234,567")
        #expect(FigureFormat.grouped(999) == "999")
        #expect(FigureFormat.duration(0.44) == "0.4 s")
        #expect(FigureFormat.duration(125) == "2 min 05 s")
        #expect(FigureFormat.duration(11_520) == "3 h 12 min")
        #expect(FigureFormat.duration(.infinity) == "unknown")
    }
}
