/// A scheme of names: what files call the parts of a model, and how they lay them out.
///
/// The list of a model's parts (``CausalLM/weightParts(fuses:)``) knows nothing of names; a naming is laid over it.
protocol WeightNaming {
    /// Whether queries, keys and values are one tensor, and gate and up another.
    var fuses: Bool { get }

    /// The name of a part in the file.
    func name(of role: WeightRole) -> String

    /// How the part lies there.
    func layout(of role: WeightRole) -> WeightLayout
}

extension WeightNaming {
    var fuses: Bool { false }
    func layout(of role: WeightRole) -> WeightLayout { .plain }
}
