import Foundations

/// A chart of curves over the steps of a run, as an SVG element without any reference to the outside.
struct LineChart: Sendable {
    /// What it shows.
    var title: String
    /// The unit or meaning of the vertical axis.
    var unit: String
    var curves: [Curve]

    private static let width = 640.0
    private static let height = 280.0
    private static let left = 56.0
    private static let right = 16.0
    private static let top = 14.0
    private static let bottom = 30.0

    /// The chart in a `figure` element with title and legend; empty where there is nothing to draw.
    func html() -> String {
        let all = curves.flatMap(\.points)
        guard let first = all.first else { return "" }
        let highX = all.reduce(first.x) { max($0, $1.x) }
        let steps = AxisTicks(from: 0, to: highX, count: 6)
        let values = AxisTicks(
            from: all.reduce(first.y) { min($0, $1.y) }, to: all.reduce(first.y) { max($0, $1.y) }, count: 5)
        let frame = Frame(x: 0...max(highX, 1), y: values.values[0]...values.values[values.values.count - 1])

        var svg = """
            <svg viewBox="0 0 \(Int(Self.width)) \(Int(Self.height))" role="img" aria-label="\(HTMLText.escaped(title))">

            """
        for value in values.values {
            let y = Self.number(frame.vertical(value))
            svg +=
                "<line class=\"grid\" x1=\"\(Self.left)\" x2=\"\(Self.width - Self.right)\" y1=\"\(y)\" y2=\"\(y)\"/>"
            svg += "<text class=\"tick\" x=\"\(Self.left - 8)\" y=\"\(y)\" dy=\"0.32em\" text-anchor=\"end\">"
            svg += AxisTicks.label(value) + "</text>\n"
        }
        for step in steps.values where frame.x.contains(step) {
            let x = Self.number(frame.horizontal(step))
            svg += "<text class=\"tick\" x=\"\(x)\" y=\"\(Self.height - 10)\" text-anchor=\"middle\">"
            svg += (step == 0 ? "step 0" : AxisTicks.label(step)) + "</text>\n"
        }
        for curve in curves { svg += draw(curve, in: frame) }
        svg += "</svg>"
        return """
            <figure>
            <figcaption><b>\(HTMLText.escaped(title))</b> <span class="unit">\(HTMLText.escaped(unit))</span>\(legend())\
            </figcaption>
            \(svg)
            </figure>

            """
    }

    /// Where values land on the drawing.
    private struct Frame {
        var x: ClosedRange<Double>
        var y: ClosedRange<Double>

        func horizontal(_ value: Double) -> Double {
            let share = (value - x.lowerBound) / (x.upperBound - x.lowerBound)
            return left + share * (width - left - right)
        }

        func vertical(_ value: Double) -> Double {
            let share = (value - y.lowerBound) / (y.upperBound - y.lowerBound)
            return height - bottom - share * (height - top - bottom)
        }
    }

    private func legend() -> String {
        let named = curves.filter { $0.style != .faint && !$0.points.isEmpty }
        return named.map { curve in
            let last = curve.points.last.map { AxisTicks.label($0.y) } ?? ""
            return " <span class=\"key c\(curve.color)\"><i></i>\(HTMLText.escaped(curve.name)) <b>\(last)</b></span>"
        }.joined()
    }

    private func draw(_ curve: Curve, in frame: Frame) -> String {
        let points = curve.style == .marked ? curve.points : curve.points.thinned(to: 800)
        let path = points.enumerated().map { index, point in
            let command = index == 0 ? "M" : "L"
            return command + Self.number(frame.horizontal(point.x)) + " " + Self.number(frame.vertical(point.y))
        }.joined()
        var svg = "<path class=\"\(curve.style.rawValue) c\(curve.color)\" d=\"\(path)\"/>\n"
        if curve.style == .marked {
            for point in points {
                let x = Self.number(frame.horizontal(point.x))
                let y = Self.number(frame.vertical(point.y))
                let text = "\(curve.name) at step \(Int(point.x)): \(FigureFormat.significant(point.y, 5))"
                svg += "<circle class=\"c\(curve.color)\" cx=\"\(x)\" cy=\"\(y)\" r=\"3\">"
                svg += "<title>\(HTMLText.escaped(text))</title></circle>\n"
            }
        }
        return svg
    }

    private static func number(_ value: Double) -> String {
        FigureFormat.significant((value * 10).rounded() / 10, 5)
    }
}
