import Foundations

/// Charts of what an objective measured beside its loss: one for each name, or for each group of names.
struct FigureCharts {
    let steps: [StepMetrics]
    let evaluations: [EvaluationMetrics]

    /// The charts, in the order in which the figures were first seen.
    var charts: [LineChart] {
        var groups: [String] = []
        var names: [String: [String]] = [:]
        for figure in steps.flatMap(\.figures) + evaluations.flatMap(\.figures) {
            if names[figure.group] == nil { groups.append(figure.group) }
            if names[figure.group]?.contains(figure.name) != true {
                names[figure.group, default: []].append(figure.name)
            }
        }
        return groups.map { group in
            let members = names[group] ?? []
            let curves = members.enumerated().flatMap { index, name in self.curves(of: name, color: 2 * index % 5 + 1) }
            return LineChart(title: Self.title(group), unit: "mean of a step", curves: curves)
        }
    }

    private func curves(of name: String, color: Int) -> [Curve] {
        let points = steps.compactMap { metrics in
            metrics.figures[name].map { CurvePoint(x: Double(metrics.step), y: $0) }
        }
        let held = evaluations.compactMap { metrics in
            metrics.figures[name].map { CurvePoint(x: Double(metrics.step), y: $0) }
        }
        let member = NamedFigure(name: name, value: 0).member ?? "training"
        return [
            Curve(name: member, color: color, style: .faint, points: points),
            Curve(
                name: "\(member), smoothed", color: color, style: .line,
                points: points.smoothed(halfLife: Double(steps.count) / 100)),
            Curve(name: "\(member), held out", color: color % 5 + 1, style: .marked, points: held),
        ]
    }

    private static func title(_ group: String) -> String {
        let words = group.split(separator: "_").joined(separator: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }
}

extension NamedFigure {
    /// The part of the name that figures of one chart share.
    var group: String { String(name.prefix { $0 != "/" }) }

    /// The part of the name that tells the figures of a chart apart; nil where it stands alone.
    var member: String? { name.split(separator: "/", maxSplits: 1).dropFirst().first.map(String.init) }

    /// The name in words.
    public var title: String {
        let words = group.split(separator: "_").joined(separator: " ")
        return member.map { "\(words), \($0)" } ?? words
    }
}
