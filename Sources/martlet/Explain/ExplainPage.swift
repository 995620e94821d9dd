import Foundation
import Foundations
import Generation
import Training

/// An explanation as a page that needs nothing beside it.
struct ExplainPage {
    private let subject: ExplainedSubject

    init(_ subject: ExplainedSubject) { self.subject = subject }

    private var explanation: TextExplanation { subject.explanation }

    /// The page.
    func html() -> String {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>A text as \(escaped(subject.modelName)) sees it</title>
        <style>
        \(ReportStyle.css)
        \(ExplainStyle.css)
        </style>
        </head>
        <body>
        <main>
        <h1>A text as \(escaped(subject.modelName)) sees it</h1>
        \(facts)
        <h2>Surprise</h2>
        <p class="legend">The stronger a token's ground, the more bits of surprise; hover over one for its figures.</p>
        <div class="text">\(explanation.tokens.map(mark).joined())</div>
        <h2>Tokens and candidates</h2>
        <p class="legend">What a draw at each place would have been made from: the percentage after each step of the \
        sampler. The token that is there is set in bold.</p>
        \(explanation.tokens.map(row).joined(separator: "\n"))
        <details><summary><b>next</b> <span class="soft">what would follow</span></summary>
        \(table(explanation.next, actual: nil))</details>
        \(explanation.attention.map { AttentionFigure(subject, $0).html } ?? "")
        <h2>What the model takes</h2>
        \(list(ExplainFigures(subject.figures).costs))
        \(speed)
        </main>
        </body>
        </html>

        """
    }

    private func escaped(_ text: String) -> String { HTMLText.escaped(text) }

    private var facts: String {
        var facts = [("tokens", "\(explanation.tokens.count)")]
        if let bits = explanation.bitsPerToken, let perByte = explanation.bitsPerByte,
            let perplexity = explanation.perplexity
        {
            facts += [
                ("bits of surprise", String(format: "%.1f", explanation.totalBits)),
                ("bits a token", String(format: "%.2f", bits)), ("bits a byte", String(format: "%.2f", perByte)),
                ("perplexity", String(format: "%.1f", perplexity)),
            ]
        }
        let entries = facts.map { "<div><dt>\(escaped($0.0))</dt><dd>\(escaped($0.1))</dd></div>" }
        return "<dl class=\"facts\">\(entries.joined())</dl>"
    }

    /// A token on a ground as strong as it was surprising: 16 bits and more are the strongest.
    private func mark(_ token: ExplainedToken) -> String {
        let share = min(1, max(0, (token.bits ?? 0) / 16))
        let title =
            "\(token.position): id \(token.token), bytes \(subject.hexadecimal(token.bytes))"
            + (token.bits.map { String(format: ", %.2f bits", $0) } ?? "")
            + (token.rank.map { ", rank \($0 + 1)" } ?? "")
        let text = escaped(String(decoding: token.bytes, as: UTF8.self)).replacing("\n", with: "&#8629;\n")
        return "<span class=\"token\" style=\"--share:\(String(format: "%.3f", share))\" title=\"\(escaped(title))\">"
            + "\(text)</span>"
    }

    private func row(_ token: ExplainedToken) -> String {
        let name =
            "<b>\(escaped(subject.quoted(token.token)))</b> <span class=\"soft\">\(token.position), id "
            + "\(token.token), bytes \(subject.hexadecimal(token.bytes))"
        guard let trace = token.prediction, let bits = token.bits, let rank = token.rank else {
            return "<details><summary>\(name), the beginning</span></summary></details>"
        }
        return "<details><summary>\(name), \(String(format: "%.2f", bits)) bits, rank \(rank + 1)</span></summary>"
            + "\n\(table(trace, actual: token.token))</details>"
    }

    private func table(_ trace: SamplingTrace, actual: Int32?) -> String {
        var rows =
            "<tr><th>candidate</th><th>model</th>"
            + trace.steps.map { "<th>\($0.stage.rawValue)</th>" }.joined() + "</tr>\n"
        rows +=
            "<tr><th class=\"soft\">tokens left</th><td></td>"
            + trace.steps.map { "<td>\(Figures.grouped($0.keptCount))</td>" }.joined() + "</tr>\n"
        for candidate in trace.candidates {
            let removal = candidate.removedBy.flatMap { stage in trace.steps.firstIndex { $0.stage == stage } }
            let text = escaped(subject.quoted(candidate.token))
            let name = candidate.token == actual ? "<b>\(text)</b>" : text
            let drawn = candidate.token == trace.drawn ? " <span class=\"soft\">would be drawn</span>" : ""
            rows += "<tr><td>\(name)\(drawn)</td>\(bar(candidate.modelProbability))"
            for (index, probability) in candidate.probabilities.enumerated() {
                rows += removal.map { index >= $0 } == true ? "<td class=\"soft\">out</td>" : bar(probability)
            }
            rows += "</tr>\n"
        }
        return "<div class=\"scroll\"><table>\(rows)</table></div>"
    }

    /// A percentage on a bar of its length.
    private func bar(_ probability: Double) -> String {
        let percent = String(format: "%.1f", 100 * probability)
        return "<td class=\"bar\" style=\"--share:\(percent)%\">\(percent)</td>"
    }

    private var speed: String {
        guard let speed = subject.figures.speed else { return "" }
        return
            "<h2>What the machine allows, and what is reached</h2>\n\(list(ExplainFigures(subject.figures).speed(speed)))"
    }

    private func list(_ figures: [ExplainFigures.Figure]) -> String {
        let rows = figures.map { "<tr><th>\(escaped($0.name))</th><td>\(escaped($0.value))</td></tr>" }
        return "<div class=\"scroll\"><table>\(rows.joined(separator: "\n"))</table></div>"
    }
}
