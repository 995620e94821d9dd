import Foundation
import Foundations
import Generation

/// Where a token looks: a row for each head, a column for each token, the stronger the more.
struct AttentionFigure {
    private static let cell = 14
    private static let left = 96
    private static let top = 96

    private let subject: ExplainedSubject
    private let pattern: AttentionPattern

    init(_ subject: ExplainedSubject, _ pattern: AttentionPattern) {
        self.subject = subject
        self.pattern = pattern
    }

    /// The section of the page.
    var html: String {
        let token = subject.explanation.tokens[pattern.position]
        let name = HTMLText.escaped(subject.quoted(token.token))
        return """
            <h2>Attention</h2>
            <p class="legend">Where token \(pattern.position), \(name), looks: a column for each token, a row for each \
            head of each layer, the mean of all heads first. Hover over a cell for its weight.</p>
            <figure class="attention scroll">\(svg)</figure>
            """
    }

    private var rows: [(name: String, weights: [Float])] {
        [("all", pattern.mean)]
            + pattern.weights.enumerated().flatMap { layer, heads in
                [("layer \(layer)", pattern.mean(ofLayer: layer))]
                    + heads.enumerated().map { head, weights in ("head \(head)", weights) }
            }
    }

    private var svg: String {
        let rows = rows, cell = Self.cell
        let width = Self.left + (pattern.position + 1) * cell + 8, height = Self.top + rows.count * cell + 8
        var svg =
            "<svg width=\"\(width)\" height=\"\(height)\" viewBox=\"0 0 \(width) \(height)\" role=\"img\" "
            + "aria-label=\"Attention of token \(pattern.position)\">\n"
        for place in 0...pattern.position {
            let x = Self.left + place * cell + 10
            let text = String(subject.quoted(subject.explanation.tokens[place].token).prefix(14))
            svg += "<text transform=\"translate(\(x) \(Self.top - 6)) rotate(-60)\">\(HTMLText.escaped(text))</text>\n"
        }
        for (index, row) in rows.enumerated() {
            let y = Self.top + index * cell
            svg += "<text x=\"\(Self.left - 8)\" y=\"\(y + 11)\" text-anchor=\"end\">\(row.name)</text>\n"
            if row.name.hasPrefix("layer") {
                svg += "<line x1=\"0\" x2=\"\(width)\" y1=\"\(y)\" y2=\"\(y)\"/>\n"
            }
            // What cannot be seen is left out: a long text has many cells.
            for (place, weight) in row.weights.enumerated() where weight >= 0.005 {
                let text = HTMLText.escaped(subject.quoted(subject.explanation.tokens[place].token))
                svg +=
                    "<rect x=\"\(Self.left + place * cell)\" y=\"\(y)\" width=\"\(cell - 1)\" height=\"\(cell - 1)\" "
                    + "opacity=\"\(String(format: "%.2f", weight))\"><title>\(row.name), \(place) \(text): "
                    + "\(String(format: "%.1f", 100 * weight))%</title></rect>\n"
            }
        }
        return svg + "</svg>"
    }
}
