/// Adds a number to the logits of some tokens.
struct LogitBias: LogitAdjustment {
    private let biases: [(token: Int, bias: Float)]

    init(_ biases: [Int32: Double]) {
        self.biases = biases.map { (Int($0.key), Float($0.value)) }
    }

    var stage: SamplingStage { .logitBias }

    /// The highest token that has a bias.
    var highestToken: Int { biases.lazy.map(\.token).max() ?? -1 }

    func apply(to logits: UnsafeMutableBufferPointer<Float>, after tokens: [Int32]) {
        for (token, bias) in biases where token < logits.count { logits[token] += bias }
    }
}
