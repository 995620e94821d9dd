import Foundations
import Tensors
import Testing

/// Attention over random rows of [queries | keys | values], and what the reference makes of them.
struct AttentionProblem: CustomTestStringConvertible {
    var sequences, length, queryHeads, keyValueHeads, headSize: Int
    /// Whether several documents share each sequence.
    var packs: Bool
    var seed: UInt64
    var scale: Float?
    /// Positions that each sees, itself included.
    var window: Int?
    var softcap: Float?
    /// The lengths of sequences whose positions see one another, before and after.
    var lengths: [Int]?

    var testDescription: String {
        if let lengths { return "\(lengths) both ways, heads \(queryHeads)/\(keyValueHeads) of \(headSize)" }
        let heads = "\(sequences) of \(length), heads \(queryHeads)/\(keyValueHeads) of \(headSize)"
        let masks = (packs ? ", packed" : "") + (window.map { ", window \($0)" } ?? "")
        return heads + masks + (softcap.map { ", softcap \($0)" } ?? "")
    }

    /// Sequences of `lengths` whose positions see one another.
    static func bothWays(
        _ lengths: [Int], queryHeads: Int, keyValueHeads: Int, headSize: Int, seed: UInt64
    ) -> AttentionProblem {
        AttentionProblem(
            sequences: lengths.count, length: lengths.max() ?? 0, queryHeads: queryHeads,
            keyValueHeads: keyValueHeads, headSize: headSize, packs: false, seed: seed, lengths: lengths)
    }

    var shape: AttentionShape {
        if let lengths {
            return AttentionShape(
                lengths: lengths, queryHeads: queryHeads, keyValueHeads: keyValueHeads, headSize: headSize,
                scale: scale)
        }
        return AttentionShape(
            sequences: sequences, length: length, queryHeads: queryHeads, keyValueHeads: keyValueHeads,
            headSize: headSize, scale: scale, firstVisible: packs ? firstVisible : nil,
            window: window, softcap: softcap)
    }

    /// Documents of random lengths, others in each sequence.
    private var firstVisible: [Int32] {
        var generator = SplitMix64(seed: seed &+ 1000)
        return (0..<sequences).flatMap { _ in
            var first: Int32 = 0
            return (0..<length).map { position in
                if generator.next(below: 12) == 0 { first = Int32(position) }
                return first
            }
        }
    }

    func data(_ type: ElementType) -> (heads: GuardedTensor, gradient: GuardedTensor) {
        var generator = SplitMix64(seed: seed)
        return (
            GuardedTensor(random: &generator, [shape.rowCount, shape.rowWidth], type, scale: 1.2),
            GuardedTensor(random: &generator, [shape.rowCount, queryHeads * headSize], type)
        )
    }

    func forward(_ heads: Matrix) -> (output: [Estimate], logSumExp: [Estimate]) {
        var output = [Estimate](repeating: Estimate(), count: heads.rows * queryHeads * headSize)
        var sums: [Estimate] = []
        for sequence in 0..<sequences {
            for head in 0..<queryHeads {
                let result = reference(heads, sequence, head).forward()
                sums += result.logSumExp
                scatter(result.output, into: &output, sequence, column: head, width: queryHeads)
            }
        }
        return (output, sums)
    }

    func backward(_ heads: Matrix, gradient: Matrix) -> [Estimate] {
        let width = queryHeads + 2 * keyValueHeads, group = queryHeads / keyValueHeads
        var result = [Estimate](repeating: Estimate(), count: heads.rows * width * headSize)
        for sequence in 0..<sequences {
            for head in 0..<queryHeads {
                let parts = reference(heads, sequence, head).backward(columns(of: gradient, sequence, head))
                let key = queryHeads + head / group
                scatter(parts.queries, into: &result, sequence, column: head, width: width)
                scatter(parts.keys, into: &result, sequence, column: key, width: width)
                scatter(parts.values, into: &result, sequence, column: key + keyValueHeads, width: width)
            }
        }
        return result
    }

    private func reference(_ heads: Matrix, _ sequence: Int, _ head: Int) -> Reference.AttentionHead {
        let key = queryHeads + head / (queryHeads / keyValueHeads), rows = shape.rows(of: sequence)
        let visible = rows.enumerated().map { position, row in
            if lengths != nil { return 0..<rows.count }
            let document = shape.firstVisible.map { Int($0[row]) } ?? 0
            return max(document, position - (window ?? length) + 1)..<position + 1
        }
        return Reference.AttentionHead(
            queries: columns(of: heads, sequence, head), keys: columns(of: heads, sequence, key),
            values: columns(of: heads, sequence, key + keyValueHeads), scale: Double(shape.scale),
            softcap: softcap.map(Double.init), visible: visible)
    }

    /// Head number `head` of the rows of a sequence.
    private func columns(of matrix: Matrix, _ sequence: Int, _ head: Int) -> Matrix {
        let rows = shape.rows(of: sequence)
        let values = rows.flatMap { row in (0..<headSize).map { matrix[row, head * headSize + $0] } }
        return Matrix(rows: rows.count, columns: headSize, values)
    }

    /// Adds the rows of a head to their place.
    private func scatter(_ part: [Estimate], into all: inout [Estimate], _ sequence: Int, column: Int, width: Int) {
        for (position, row) in shape.rows(of: sequence).enumerated() {
            let place = row * width + column
            for element in 0..<headSize { all[place * headSize + element] += part[position * headSize + element] }
        }
    }
}
