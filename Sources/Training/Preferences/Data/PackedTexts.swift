import Tensors

/// Texts one after another in one sequence, none of which sees another, without filling.
struct PackedTexts {
    /// The tokens of all.
    private(set) var tokens: [Int32] = []
    /// The next token at each position whose next token belongs to an answer, else -1.
    private(set) var targets: [Int32] = []
    /// Where the text of each position begins.
    private(set) var firstVisible: [Int32] = []
    /// The positions of each text.
    private(set) var ranges: [Range<Int>] = []

    init(_ texts: [FineTuneExample]) {
        for text in texts {
            let begin = tokens.count
            tokens += text.tokens
            for next in 1..<text.tokens.count { targets.append(text.isTrained[next] ? text.tokens[next] : -1) }
            targets.append(-1)
            firstVisible += repeatElement(Int32(begin), count: text.tokens.count)
            ranges.append(begin..<tokens.count)
        }
    }

    /// The last position of each text.
    var ends: [Int32] { ranges.map { Int32($0.upperBound - 1) } }

    /// The tokens of each answer.
    var answerCounts: [Int] { ranges.map { range in targets[range].count { $0 >= 0 } } }

    /// The sum over each answer of a value for each position.
    func sums(_ values: [Float]) -> [Double] {
        ranges.map { range in
            range.reduce(0) { $0 + (targets[$1] >= 0 ? Double(values[$1]) : 0) }
        }
    }

    /// The gradient [positions] of the values of which ``sums(_:)`` adds up, from that of the sums.
    func gradient(_ slopes: [Double], scale: Float) -> Tensor {
        var gradient = [Float](repeating: 0, count: tokens.count)
        for (range, slope) in zip(ranges, slopes) {
            for position in range where targets[position] >= 0 { gradient[position] = Float(slope) * scale }
        }
        return Tensor(gradient, shape: [tokens.count])
    }
}
