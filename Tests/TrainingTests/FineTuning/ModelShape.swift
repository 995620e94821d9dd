import Foundations
import Tensors
import Testing
import Transformer

/// A small model with a name for failures.
struct ModelShape: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let configuration: ModelConfiguration

    static let vocabularySize = 61

    /// Shapes that between them make every choice of attention.
    static let all = [
        ModelShape("every query its key", hiddenSize: 32, heads: 4, keyValueHeads: 4),
        ModelShape("grouped queries, untied", hiddenSize: 48, heads: 6, keyValueHeads: 2) { $0.tiesEmbeddings = false },
        ModelShape("QK norm", hiddenSize: 32, heads: 4, keyValueHeads: 4) { $0.usesQKNorm = true },
        ModelShape("QK norm, one key for all queries, biases", hiddenSize: 64, heads: 4, keyValueHeads: 1) {
            $0.usesQKNorm = true
            $0.headSize = 20
            $0.usesQueryKeyValueBias = true
            $0.usesOutputBias = true
        },
    ]

    private init(
        _ name: String, hiddenSize: Int, heads: Int, keyValueHeads: Int,
        _ change: (inout ModelConfiguration) -> Void = { _ in }
    ) {
        testDescription = name
        var configuration = ModelConfiguration(
            vocabularySize: Self.vocabularySize, hiddenSize: hiddenSize, layerCount: 2, attentionHeadCount: heads,
            keyValueHeadCount: keyValueHeads, intermediateSize: 2 * hiddenSize, maximumPositions: 128, ropeTheta: 1000)
        change(&configuration)
        self.configuration = configuration
    }

    /// A model whose every weight is random, and large enough to matter.
    func model(seed: UInt64 = 1) throws -> CausalLM {
        let model = try CausalLM(configuration: configuration, seed: seed)
        var generator = SplitMix64(seed: seed)
        for parameter in model.parameters {
            for index in parameter.value.floats.indices {
                parameter.value.floats[index] += Float(0.15 * generator.normal())
            }
            parameter.valuesChanged()
        }
        return model
    }
}
