import Glibc
import Tensors

extension Reference {
    /// Attention of one query head over the keys and values it may see.
    struct AttentionHead {
        var queries, keys, values: Matrix
        var scale: Double
        /// The bound that scores are bent towards.
        var softcap: Double?
        /// The keys that each position may see.
        var visible: [Range<Int>]

        private func score(_ position: Int, _ key: Int) -> Double {
            zip(queries[position], keys[key]).reduce(0) { $0 + $1.0 * $1.1 } * scale
        }

        /// The score as it enters the softmax, and its slope.
        private func capped(_ score: Double) -> (score: Double, slope: Double) {
            guard let softcap else { return (score, 1) }
            let bent = tanh(score / softcap)
            return (softcap * bent, 1 - bent * bent)
        }

        /// The weights of the visible keys of `position`, which sum to 1, and the logarithm of their sum before.
        func weights(at position: Int) -> (keys: Range<Int>, weights: [Double], logSumExp: Double) {
            let visible = visible[position]
            let scores = visible.map { capped(score(position, $0)).score }
            let highest = scores.max() ?? 0
            let exponentials = scores.map { exp($0 - highest) }
            let sum = exponentials.reduce(0, +)
            return (visible, exponentials.map { $0 / sum }, highest + log(sum))
        }

        /// The mixed values of every position, and the log-sum-exps.
        func forward() -> (output: [Estimate], logSumExp: [Estimate]) {
            var output: [Estimate] = [], sums: [Estimate] = []
            for position in 0..<queries.rows {
                let (visible, weights, logSumExp) = weights(at: position)
                for element in 0..<values.columns {
                    var mixed = Estimate()
                    for (key, weight) in zip(visible, weights) { mixed += weight * values[key, element] }
                    output.append(mixed)
                }
                // Errors of the scores carry over in full, however small the result.
                sums.append(Estimate(logSumExp, magnitude: abs(logSumExp) + 10))
            }
            return (output, sums)
        }

        /// The gradients of queries, keys and values for the gradient of the output.
        func backward(_ gradient: Matrix) -> (queries: [Estimate], keys: [Estimate], values: [Estimate]) {
            let size = queries.columns
            var dq = [Estimate](repeating: Estimate(), count: queries.values.count)
            var dk = dq, dv = dq
            for position in 0..<queries.rows {
                let (visible, weights, _) = weights(at: position)
                let slopes = visible.map { key in
                    zip(gradient[position], values[key]).reduce(into: Estimate()) { $0 += $1.0 * $1.1 }
                }
                var mean = Estimate()
                for (weight, slope) in zip(weights, slopes) { mean += slope * weight }
                for ((key, weight), slope) in zip(zip(visible, weights), slopes) {
                    let change = (slope + mean * -1) * (weight * scale * capped(score(position, key)).slope)
                    for element in 0..<size {
                        dq[position * size + element] += change * keys[key, element]
                        dk[key * size + element] += change * queries[position, element]
                        dv[key * size + element] += weight * gradient[position, element]
                    }
                }
            }
            return (dq, dk, dv)
        }
    }
}
