public import Transformer

/// The settings of an adapter, for every kind of training that can learn one in place of the weights.
public protocol AdapterSettings: TrainingSettings {
    var lora: Bool { get set }
    var loraRank: Int { get set }
    var loraAlpha: Double { get set }
    var loraTargets: String { get set }
    var loraRankStabilized: Bool { get set }
    /// Where noise in what is measured would be taken for learning, there is none.
    var loraDropout: Double { get }
}

extension AdapterSettings {
    public var loraDropout: Double { 0 }

    /// The adapter to train; nil where the weights themselves are trained.
    public var adapter: LoRAConfiguration? {
        guard lora else { return nil }
        let names = loraTargets.split(separator: ",").map { $0.trimmingSpaces }.filter { !$0.isEmpty }
        return LoRAConfiguration(
            rank: loraRank, alpha: loraAlpha, targets: names == ["all"] ? nil : names,
            isRankStabilized: loraRankStabilized, dropout: loraDropout)
    }

    /// Every setting of an adapter by name, with its explanation.
    static var adapterKeys: [ConfigurationKey<Self>] {
        [
            .value("lora", \.lora, "Train an adapter of low rank and leave the model's weights as they are."),
            .value("lora_rank", \.loraRank, "Rank of the adapter's matrices."),
            .value("lora_alpha", \.loraAlpha, "Factor on the adapter, divided by the rank."),
            .value(
                "lora_targets", \.loraTargets,
                "Linear layers that get an adapter: all, or names such as q_proj,v_proj."),
            .value(
                "lora_rank_stabilized", \.loraRankStabilized, "Divide lora_alpha by the root of the rank (rsLoRA)."),
        ]
    }

    /// The setting of dropout, for kinds of training that have it.
    static func dropoutKey(_ path: any WritableKeyPath<Self, Double> & Sendable) -> [ConfigurationKey<Self>] {
        [.value("lora_dropout", path, "Share of the adapter's inputs that fall away while training.")]
    }

    /// Refuses an adapter that no model could have.
    func checkAdapter() throws(ConfigurationError) {
        try Self.check("lora_rank", loraRank, in: 1...65_536)
        try Self.check("lora_alpha", loraAlpha, in: 1e-6...1e6)
        try Self.check("lora_dropout", loraDropout, in: 0...0.95)
        if adapter?.targets?.isEmpty ?? false {
            throw .unusable(key: "lora_targets", reason: "no layer is named; write all, or names such as q_proj,v_proj")
        }
    }
}

extension Substring {
    /// The text without blanks around it.
    fileprivate var trimmingSpaces: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
