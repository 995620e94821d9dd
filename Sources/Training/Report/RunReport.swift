import Foundation
import Foundations

/// A run told in one page: figures, curves, samples and settings, in a file that needs nothing beside it.
public struct RunReport: Sendable {
    /// The heading.
    public var title: String
    /// Named figures for the top of the page, such as the number of parameters.
    public var facts: [Fact]
    /// The resolved configuration.
    public var configuration: any KeyedConfiguration
    /// The records of the run, in order.
    public var records: [MetricsRecord]

    /// A figure with its name.
    public struct Fact: Sendable, Hashable {
        public var name: String
        public var value: String

        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    public init(title: String, facts: [Fact], configuration: any KeyedConfiguration, records: [MetricsRecord]) {
        self.title = title
        self.facts = facts
        self.configuration = configuration
        self.records = records
    }

    /// The page.
    public func html() -> String {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>\(HTMLText.escaped(title))</title>
        <style>
        \(ReportStyle.css)
        </style>
        </head>
        <body>
        <main>
        <h1>\(HTMLText.escaped(title))</h1>
        \(factList())
        <section class="charts">
        \(charts())</section>
        \(samples())
        \(settings())
        </main>
        </body>
        </html>

        """
    }

    private var steps: [StepMetrics] {
        records.compactMap { record in
            if case .step(let metrics) = record { metrics } else { nil }
        }
    }

    private var evaluations: [EvaluationMetrics] {
        records.compactMap { record in
            if case .evaluation(let metrics) = record { metrics } else { nil }
        }
    }

    private func factList() -> String {
        let items = facts.map {
            "<div><dt>\(HTMLText.escaped($0.name))</dt><dd>\(HTMLText.escaped($0.value))</dd></div>"
        }
        return "<dl class=\"facts\">\n\(items.joined(separator: "\n"))\n</dl>"
    }

    private func curve(_ value: (StepMetrics) -> Double?) -> [CurvePoint] {
        steps.compactMap { metrics in value(metrics).map { CurvePoint(x: Double(metrics.step), y: $0) } }
    }

    private func charts() -> String {
        let loss = curve(\.loss)
        let speed = curve(\.tokensPerSecond)
        let halfLife = Double(steps.count) / 100
        let validation = evaluations.compactMap { metrics in
            metrics.loss.map { CurvePoint(x: Double(metrics.step), y: $0) }
        }
        let bits = evaluations.compactMap { metrics in
            metrics.bitsPerByte.map { CurvePoint(x: Double(metrics.step), y: $0) }
        }
        let charts = [
            LineChart(
                title: "Loss", unit: "nats per token",
                curves: [
                    Curve(name: "training", color: 1, style: .faint, points: loss),
                    Curve(
                        name: "training, smoothed", color: 1, style: .line, points: loss.smoothed(halfLife: halfLife)),
                    Curve(name: "validation", color: 2, style: .marked, points: validation),
                ]),
            LineChart(
                title: "Compression", unit: "bits per byte of held-out text",
                curves: [Curve(name: "validation", color: 2, style: .marked, points: bits)]),
            LineChart(
                title: "Learning rate", unit: "of AdamW",
                curves: [Curve(name: "now", color: 3, style: .line, points: curve(\.learningRate))]),
            LineChart(
                title: "Gradient norm", unit: "before clipping",
                curves: [
                    Curve(name: "every step", color: 4, style: .faint, points: curve(\.gradientNorm)),
                    Curve(
                        name: "smoothed", color: 4, style: .line,
                        points: curve(\.gradientNorm).smoothed(halfLife: halfLife)),
                ]),
            LineChart(
                title: "Speed", unit: "tokens a second",
                curves: [
                    Curve(name: "every step", color: 5, style: .faint, points: speed),
                    Curve(name: "smoothed", color: 5, style: .line, points: speed.smoothed(halfLife: halfLife)),
                ]),
        ]
        return (charts + FigureCharts(steps: steps, evaluations: evaluations).charts).map { $0.html() }.joined()
    }

    private func samples() -> String {
        let samples = records.compactMap { record -> SampleRecord? in
            if case .sample(let sample) = record { sample } else { nil }
        }
        guard !samples.isEmpty else { return "" }
        let items = samples.reversed().map { sample in
            """
            <article><h3>Step \(FigureFormat.grouped(sample.step))</h3>
            <pre><b>\(HTMLText.escaped(sample.prompt))</b>\(HTMLText.escaped(sample.text))</pre></article>
            """
        }
        return """
            <section>
            <h2>Samples, newest first</h2>
            \(items.joined(separator: "\n"))
            </section>
            """
    }

    private func settings() -> String {
        let rows = configuration.values.map { setting in
            "<tr><th>\(setting.name)</th><td>\(HTMLText.escaped(setting.text))</td>"
                + "<td class=\"why\">\(HTMLText.escaped(setting.summary))</td></tr>"
        }
        return """
            <section>
            <h2>Settings</h2>
            <div class="scroll"><table>
            \(rows.joined(separator: "\n"))
            </table></div>
            </section>
            """
    }
}
