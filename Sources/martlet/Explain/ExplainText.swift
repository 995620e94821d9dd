import Foundation
import Generation

/// An explanation for a terminal.
struct ExplainText {
    private let subject: ExplainedSubject
    private let showsSteps: Bool

    init(_ subject: ExplainedSubject, showsSteps: Bool) {
        self.subject = subject
        self.showsSteps = showsSteps
    }

    private var explanation: TextExplanation { subject.explanation }

    /// All of it.
    var text: String {
        var parts = [summary, tokens]
        if showsSteps {
            parts += explanation.tokens.compactMap { token in
                token.prediction.map { steps("token \(token.position), \(subject.quoted(token.token))", $0) }
            }
            parts.append(steps("what comes next", explanation.next))
        }
        if let attention = explanation.attention { parts.append(self.attention(attention)) }
        parts.append(costs)
        if let speed = subject.figures.speed { parts.append(self.speed(speed)) }
        return parts.joined(separator: "\n\n")
    }

    private var summary: String {
        var line = "\(explanation.tokens.count) tokens"
        if let bits = explanation.bitsPerToken, let perByte = explanation.bitsPerByte,
            let perplexity = explanation.perplexity
        {
            line += String(
                format: ", %.1f bits of surprise: %.2f a token, %.2f a byte, perplexity %.1f", explanation.totalBits,
                bits, perByte, perplexity)
        }
        return line
    }

    // MARK: - Tokens

    private var tokens: String {
        let heading = [
            "position", "id", "token", "bytes", "bits", "rank",
            "candidates: the model's percentage -> that of the draw",
        ]
        var rows = [heading]
        for token in explanation.tokens {
            rows.append([
                "\(token.position)", "\(token.token)", subject.quoted(token.token), subject.hexadecimal(token.bytes),
                token.bits.map { String(format: "%.2f", $0) } ?? "-", token.rank.map { "\($0 + 1)" } ?? "-",
                token.prediction.map(candidates) ?? "-",
            ])
        }
        rows.append(["next", "", "", "", "", "", candidates(explanation.next)])
        return TextTable.text(rows)
    }

    private func candidates(_ trace: SamplingTrace) -> String {
        trace.candidates.map { candidate in
            let end = candidate.removedBy.map { "out by \($0.rawValue)" } ?? Self.percent(candidate.probability)
            return "\(subject.quoted(candidate.token)) \(Self.percent(candidate.modelProbability)) -> \(end)"
        }.joined(separator: "   ")
    }

    private static func percent(_ probability: Double) -> String { String(format: "%.1f", 100 * probability) }

    /// A table of candidates by steps.
    private func steps(_ title: String, _ trace: SamplingTrace) -> String {
        let heading = ["  candidate", "model"] + trace.steps.map(\.stage.rawValue)
        var rows = [heading]
        rows.append(["  tokens left", ""] + trace.steps.map { Figures.grouped($0.keptCount) })
        for candidate in trace.candidates {
            let removal = candidate.removedBy.flatMap { stage in trace.steps.firstIndex { $0.stage == stage } }
            rows.append(
                ["  \(subject.quoted(candidate.token))", Self.percent(candidate.modelProbability)]
                    + candidate.probabilities.enumerated().map { index, probability in
                        removal.map { index >= $0 } == true ? "out" : Self.percent(probability)
                    })
        }
        return "\(title): percentages after each step\n" + TextTable.text(rows, toTheRight: 1...heading.count - 1)
    }

    // MARK: - Attention

    private func attention(_ pattern: AttentionPattern) -> String {
        var rows = [["  layer", "head", "looks at"]]
        rows.append(["  all", "all", places(pattern.mean, count: 5)])
        for (layer, heads) in pattern.weights.enumerated() {
            rows.append(["  \(layer)", "all", places(pattern.mean(ofLayer: layer), count: 5)])
            for (head, weights) in heads.enumerated() { rows.append(["", "\(head)", places(weights, count: 3)]) }
        }
        let token = explanation.tokens[pattern.position]
        return "where token \(pattern.position), \(subject.quoted(token.token)), looks: percentages of attention\n"
            + TextTable.text(rows)
    }

    private func places(_ weights: [Float], count: Int) -> String {
        let order = weights.indices.sorted { weights[$0] != weights[$1] ? weights[$0] > weights[$1] : $0 < $1 }
        return order.prefix(count).filter { weights[$0] > 0 }.map { place in
            "\(place) \(subject.quoted(explanation.tokens[place].token)) \(Self.percent(Double(weights[place])))"
        }.joined(separator: "   ")
    }

    // MARK: - Costs

    private var costs: String {
        TextTable.text(ExplainFigures(subject.figures).costs.map { ["  \($0.name)", $0.value] }).prefixed(
            "what the model takes")
    }

    private func speed(_ speed: ModelSpeed) -> String {
        TextTable.text(ExplainFigures(subject.figures).speed(speed).map { ["  \($0.name)", $0.value] }).prefixed(
            "what the machine allows, and what is reached")
    }
}

extension String {
    fileprivate func prefixed(_ title: String) -> String { "\(title)\n\(self)" }
}
