/// Which experts each row goes to, and how much each counts.
public struct ExpertRouting {
    /// The weights of the chosen experts, the most probable first: [rows, experts a row], float32.
    public let weights: Variable
    /// The rows of each expert among all that were sent, which stand expert by expert.
    let ranges: [Range<Int>]
    /// The row that each of those was.
    let sources: [Int32]
    /// Where each row went: `weights.value.columns` places a row.
    let places: [Int32]

    /// The rows that an expert gets, in their order.
    public func rows(ofExpert expert: Int) -> [Int] { sources[ranges[expert]].map(Int.init) }

    /// Groups the `choices` of rows by expert, rows in order.
    init(weights: Variable, choices: [Int32], experts: Int) {
        self.weights = weights
        var counts = [Int](repeating: 0, count: experts)
        for expert in choices { counts[Int(expert)] += 1 }
        var next = 0
        ranges = counts.map { count in
            defer { next += count }
            return next..<next + count
        }
        var free = ranges.map(\.lowerBound), sources = choices, places = choices
        let perRow = weights.value.columns
        for (index, expert) in choices.enumerated() {
            places[index] = Int32(free[Int(expert)])
            sources[free[Int(expert)]] = Int32(index / perRow)
            free[Int(expert)] += 1
        }
        self.sources = sources
        self.places = places
    }
}
