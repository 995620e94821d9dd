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
    static let all = llamaLike + families

    /// Those that a plain decoder in the manner of Llama computes.
    static let plain = llamaLike.filter { $0.family != nil }

    /// Those that a model directory can say.
    static let savable = all.filter { $0.family != nil }

    /// Those whose loss has a slope everywhere: where a token goes to some of the experts, it jumps from one to another.
    static let smooth = all.filter { $0.configuration.experts.map { $0.perToken == $0.count } ?? true }

    private static let llamaLike: [NamedConfiguration] = [
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

    private static let families: [NamedConfiguration] = [
        NamedConfiguration(name: "mistral with a window", family: "mistral", base) { $0.slidingWindow = 9 },
        NamedConfiguration(name: "gemma2", family: "gemma2", base) {
            $0.normPlacement = .around
            $0.raisesNormWeights = true
            $0.scalesEmbeddings = true
            $0.activation = .geluTanh
            $0.queryScalar = 9
            $0.attentionSoftcap = 5
            $0.logitSoftcap = 6
            $0.slidingWindow = 7
            $0.windowLayers = [true, false]
        },
        NamedConfiguration(name: "gemma3", family: "gemma3_text", base) {
            $0.normPlacement = .around
            $0.raisesNormWeights = true
            $0.scalesEmbeddings = true
            $0.activation = .geluTanh
            $0.usesQKNorm = true
            $0.slidingWindow = 7
            $0.windowLayers = [true, false]
            $0.localRope = RotaryParameters(theta: 100)
            $0.ropeScaling = .linear(factor: 2)
        },
        NamedConfiguration(name: "phi3, longrope over part of the heads", family: "phi3", base) {
            $0.family = .phi3
            $0.rotaryShare = 0.7
            $0.ropeScaling = .longrope(
                RotaryScaling.LongRope(
                    shortFactors: [1, 1.5], longFactors: [1, 3], originalPositions: 64, stretch: 2))
        },
        NamedConfiguration(name: "smollm3", family: "smollm3", base) { $0.rotaryLayers = [true, false] },
        NamedConfiguration(name: "olmo2", family: "olmo2", base) {
            $0.normPlacement = .after
            $0.usesQKNorm = true
            $0.normalizesHeadsTogether = true
        },
        NamedConfiguration(name: "gpt2", family: "gpt2", base) {
            $0.keyValueHeadCount = 4
            $0.ropeTheta = 10_000
            $0.learnedPositions = 128
            $0.normKind = .layer
            $0.usesGate = false
            $0.activation = .geluTanh
            $0.usesQueryKeyValueBias = true
            $0.usesOutputBias = true
            $0.usesFeedForwardBias = true
        },
        NamedConfiguration(name: "mixtral", family: "mixtral", base) {
            $0.experts = ExpertConfiguration(count: 4, perToken: 2, intermediateSize: 35)
        },
        NamedConfiguration(name: "qwen3_moe, every expert", family: "qwen3_moe", base) {
            $0.usesQKNorm = true
            $0.experts = ExpertConfiguration(count: 3, perToken: 3, intermediateSize: 9, normalizesWeights: false)
            $0.expertLayers = [false, true]
        },
    ]

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
