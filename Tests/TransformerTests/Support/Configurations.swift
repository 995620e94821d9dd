import Tensors
import Testing
import Transformer

/// A configuration with a name for failures.
struct NamedConfiguration: CustomTestStringConvertible, Sendable {
    let name: String
    /// The family of transformers that computes it; nil where none does.
    let family: String?
    let configuration: ModelConfiguration

    var testDescription: String { name }

    /// Small models that between them make every choice.
    static let all: [NamedConfiguration] = [
        NamedConfiguration(name: "llama, tied", family: "llama", base),
        NamedConfiguration(name: "llama, untied, grouped queries", family: "llama", base) {
            $0.tiesEmbeddings = false
            $0.keyValueHeadCount = 1
        },
        NamedConfiguration(name: "llama with all biases", family: "llama", base) {
            $0.usesQueryKeyValueBias = true
            $0.usesOutputBias = true
            $0.usesFeedForwardBias = true
        },
        NamedConfiguration(name: "qwen2", family: "qwen2", base) {
            $0.usesQueryKeyValueBias = true
            $0.keyValueHeadCount = 2
            $0.ropeTheta = 1_000_000
            $0.endOfTextTokens = [3, 5]
        },
        NamedConfiguration(name: "qwen3", family: "qwen3", base) {
            // Heads wider together than the residual stream.
            $0.usesQKNorm = true
            $0.headSize = 10
            $0.tiesEmbeddings = false
            $0.normEpsilon = 1e-6
        },
        NamedConfiguration(name: "qwen3 with biases of attention", family: "qwen3", base) {
            $0.usesQKNorm = true
            $0.usesQueryKeyValueBias = true
            $0.usesOutputBias = true
        },
        NamedConfiguration(name: "everything at once", family: nil, base) {
            $0.usesQKNorm = true
            $0.usesQueryKeyValueBias = true
            $0.usesOutputBias = true
            $0.usesFeedForwardBias = true
            $0.tiesEmbeddings = false
            $0.keyValueHeadCount = 1
        },
    ]

    /// Those that a model directory can say.
    static let savable = all.filter { $0.family != nil }

    private static let base = ModelConfiguration(
        vocabularySize: 37, hiddenSize: 24, layerCount: 2, attentionHeadCount: 4, keyValueHeadCount: 2,
        intermediateSize: 35, maximumPositions: 128, ropeTheta: 1000, beginOfTextToken: 1, endOfTextTokens: [2])

    init(
        name: String, family: String?, _ configuration: ModelConfiguration,
        _ change: (inout ModelConfiguration) -> Void = { _ in }
    ) {
        self.name = name
        self.family = family
        var configuration = configuration
        change(&configuration)
        self.configuration = configuration
    }

    /// A model whose every weight is random: also the biases and norms, which begin as 0 and 1.
    func model(seed: UInt64 = 1) throws -> CausalLM {
        let model = try CausalLM(configuration: configuration, seed: seed)
        model.randomize(seed: seed)
        return model
    }
}

/// Instruction sets that this CPU runs.
let kernelLevels = KernelLevel.allCases.filter(\.isAvailable)

/// Who multiplies in a way that does not depend on the number of threads.
let productEngines: [ProductEngine] = [.packed, .oneDNN]
