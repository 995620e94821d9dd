/// A curve of a chart.
struct Curve: Sendable, Hashable {
    /// How it is drawn.
    enum Style: String, Sendable {
        /// A faint line behind the others.
        case faint
        /// A line.
        case line
        /// A line with a mark at each point, which tells its value.
        case marked
    }

    /// What the legend calls it; a faint curve has no entry of its own.
    var name: String
    /// The number of its colour, from 1.
    var color: Int
    var style: Style
    var points: [CurvePoint]
}
