import Foundations
public import Tensors

/// Matrices of low rank that change what a model's linear layers compute, while the model's own weights stay as they are.
///
/// ```swift
/// let adapter = try LoRAAdapter(LoRAConfiguration(rank: 8), for: model, seed: 1)
/// try model.attach(adapter)
/// ```
///
/// Source: Hu et al., "LoRA: Low-rank adaptation of large language models" (2021), equation 3.
public final class LoRAAdapter: Sendable {
    /// Rank, factor and targets.
    public let configuration: LoRAConfiguration
    /// All that is learned, in the order of use.
    public let parameters: [Parameter]
    let modules: [LoRAModule]
    /// The change of each weight, by its name.
    private let updates: [String: LowRankUpdate]

    /// A fresh adapter that changes nothing yet: A is uniform within 1 / sqrt(in), from `seed`, and B is 0.
    ///
    /// A is drawn as in PEFT: Kaiming-uniform with a slope of sqrt(5). What a layer gets does not depend on which others are
    /// chosen.
    ///
    /// - Throws: ``LoRAError`` for a rank below 1 or a target that the model lacks, and ``ModelError`` for a model of no
    ///   family whose names are known.
    public convenience init(_ configuration: LoRAConfiguration, for model: CausalLM, seed: UInt64) throws {
        try configuration.validate()
        self.init(configuration, modules: try model.linearModules(for: configuration))
        for module in modules {
            var mixer = SplitMix64(seed: StableHash.xxh64(module.name, seed: seed))
            var generator = SplitMix64(seed: mixer.next())
            let a = module.a, bound = 1 / Double(a.columns).squareRoot()
            for index in a.floats.indices { a.floats[index] = Float((2 * generator.uniform() - 1) * bound) }
        }
    }

    /// Matrices of zeros for `linear`.
    init(_ configuration: LoRAConfiguration, modules linear: [LinearModule]) {
        let rank = configuration.rank, scale = Float(configuration.scale)
        var weights: [Parameter] = [], members: [String: [LinearModule]] = [:]
        for module in linear {
            if members[module.weight.name] == nil { weights.append(module.weight) }
            members[module.weight.name, default: []].append(module)
        }
        var modules: [LoRAModule] = [], updates: [String: LowRankUpdate] = [:]
        for weight in weights {
            let layers = members[weight.name] ?? []
            let narrowing = Parameter(
                name: "\(weight.name).lora_A", shape: [layers.count * rank, weight.shape[1]])
            let parts = layers.enumerated().map { index, layer in
                LowRankUpdate.Part(
                    rows: layer.rows, ranks: index * rank..<(index + 1) * rank,
                    widening: Parameter(name: "\(layer.name).lora_B", shape: [layer.rows.count, rank]), scale: scale)
            }
            updates[weight.name] = LowRankUpdate(narrowing: narrowing, parts: parts)
            modules += zip(layers, parts).map { layer, part in
                LoRAModule(
                    name: layer.name, weightName: weight.name, part: part, layout: layer.layout, narrowing: narrowing)
            }
        }
        self.configuration = configuration
        self.modules = modules
        self.updates = updates
        parameters = weights.flatMap { updates[$0.name]?.parameters ?? [] }
    }

    /// The layers that it changes, by their names in transformers.
    public var layers: [String] { modules.map(\.name) }

    /// Numbers that are learned.
    public var parameterCount: Int { parameters.reduce(0) { $0 + $1.count } }

    /// The change of `weight`; nil where it stays as it is.
    ///
    /// - Parameter dropout: what falls away of the inputs of the pass.
    func update(of weight: Parameter, dropout: AdapterDropout?) -> LowRankUpdate? {
        guard var update = updates[weight.name] else { return nil }
        update.dropout = dropout?.draws(before: weight)
        return update
    }

    /// The change of a tensor of a file; nil where it stays as it is.
    func module(changing stored: StoredWeight) -> LoRAModule? {
        modules.first { $0.weightName == stored.parameter.name && $0.part.rows == stored.rows }
    }

    /// Refuses a model that lacks a weight which the adapter changes.
    func check(_ parameters: [Parameter]) throws(LoRAError) {
        let shapes = Dictionary(uniqueKeysWithValues: parameters.map { ($0.name, $0.shape) })
        for module in modules {
            guard let shape = shapes[module.weightName], shape.count == 2, shape[1] == module.narrowing.shape[1],
                module.part.rows.upperBound <= shape[0]
            else { throw .otherModel(layer: module.name) }
        }
    }
}
