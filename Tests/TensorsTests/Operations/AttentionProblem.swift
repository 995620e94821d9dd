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

    var testDescription: String {
        let heads = "\(sequences) of \(length), heads \(queryHeads)/\(keyValueHeads) of \(headSize)"
        let masks = (packs ? ", packed" : "") + (window.map { ", window \($0)" } ?? "")
        return heads + masks + (softcap.map { ", softcap \($0)" } ?? "")
    }

    var shape: AttentionShape {
        AttentionShape(
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
            GuardedTensor(random: &generator, [sequences * length, shape.rowWidth], type, scale: 1.2),
            GuardedTensor(random: &generator, [sequences * length, queryHeads * headSize], type)
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
        let key = queryHeads + head / (queryHeads / keyValueHeads)
        let first = (0..<length).map { position in
            let document = shape.firstVisible.map { Int($0[sequence * length + position]) } ?? 0
            return max(document, position - (window ?? length) + 1)
        }
        return Reference.AttentionHead(
            queries: columns(of: heads, sequence, head), keys: columns(of: heads, sequence, key),
            values: columns(of: heads, sequence, key + keyValueHeads), scale: Double(shape.scale),
            softcap: softcap.map(Double.init), first: first)
    }

    /// Head number `head` of the rows of a sequence.
    private func columns(of matrix: Matrix, _ sequence: Int, _ head: Int) -> Matrix {
        let values = (0..<length).flatMap { position in
            (0..<headSize).map { matrix[sequence * length + position, head * headSize + $0] }
        }
        return Matrix(rows: length, columns: headSize, values)
    }

    /// Adds the rows of a head to their place.
    private func scatter(_ part: [Estimate], into all: inout [Estimate], _ sequence: Int, column: Int, width: Int) {
        for position in 0..<length {
            let row = (sequence * length + position) * width + column
            for element in 0..<headSize { all[row * headSize + element] += part[position * headSize + element] }
        }
    }
}
