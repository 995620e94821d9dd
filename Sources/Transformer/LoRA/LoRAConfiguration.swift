/// How adapters of low rank are laid over a model.
///
/// Source: Hu et al., "LoRA: Low-rank adaptation of large language models" (2021); the names are those of PEFT.
public struct LoRAConfiguration: Sendable, Hashable {
    /// Rows of A and columns of B.
    public var rank: Int
    /// What the product of the two is multiplied by, before it is divided by the rank.
    public var alpha: Double
    /// The layers that get an adapter, by the last part of their names ("q_proj") or by more of it; nil for every linear
    /// layer of the blocks.
    public var targets: [String]?
    /// Whether the product is divided by the root of the rank instead.
    ///
    /// Source: Kalajdzievski, "A rank stabilization scaling factor for fine-tuning with LoRA" (2023), equation 6.
    public var isRankStabilized: Bool

    /// The share of a layer's inputs that fall away before they meet A, while training alone.
    public var dropout: Double

    /// Adapters of `rank` on `targets`.
    public init(
        rank: Int = 8, alpha: Double = 16, targets: [String]? = nil, isRankStabilized: Bool = false, dropout: Double = 0
    ) {
        self.rank = rank
        self.alpha = alpha
        self.targets = targets
        self.isRankStabilized = isRankStabilized
        self.dropout = dropout
    }

    /// The factor on B A x.
    public var scale: Double { alpha / (isRankStabilized ? Double(rank).squareRoot() : Double(rank)) }

    /// Whether the layer called `name` is one of the targets; nil where no target is named.
    func isTarget(_ name: String) -> Bool? { targets.map { $0.contains { Self.matches($0, name) } } }

    /// Whether a target is the name of a layer, or its end from a dot on.
    static func matches(_ target: String, _ name: String) -> Bool { name == target || name.hasSuffix(".\(target)") }

    /// Refuses what no model could have, or what a model of `configuration` lacks, before there is a model.
    ///
    /// - Throws: ``LoRAError``, or ``ModelError`` for a model of no family whose names are known.
    package func check(for configuration: ModelConfiguration) throws {
        try validate()
        // Shapes alone: what is never asked for takes no memory.
        _ = try CausalLM(zeros: configuration).linearModules(for: self)
    }

    /// Refuses what no model could have.
    func validate() throws(LoRAError) {
        guard rank >= 1 else { throw .invalidRank(rank) }
        guard alpha.isFinite, alpha > 0 else { throw .invalidAlpha(alpha) }
        guard (0..<1).contains(dropout) else { throw .invalidDropout(dropout) }
    }
}
