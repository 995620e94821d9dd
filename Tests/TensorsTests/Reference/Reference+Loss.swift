import Glibc

extension Reference {
    /// -log softmax(logits)[target], and its gradient; both 0 where the target is negative.
    static func crossEntropy(_ logits: some Collection<Double>, target: Int) -> (loss: Estimate, gradient: [Estimate]) {
        let logits = Array(logits)
        guard target >= 0 else { return (Estimate(), logits.map { _ in Estimate() }) }
        let highest = logits.max() ?? 0
        let sum = logits.reduce(0) { $0 + exp($1 - highest) }
        // highest + log(sum) - logit: each of the three is rounded at its own size.
        let loss = highest + log(sum) - logits[target]
        let magnitude = abs(highest) + log(sum) + abs(logits[target])
        let gradient = logits.indices.map { index in
            let probability = exp(logits[index] - highest) / sum
            return index == target
                ? Estimate(probability - 1, magnitude: probability + 1) : Estimate(probability)
        }
        return (Estimate(loss, magnitude: magnitude), gradient)
    }
}
