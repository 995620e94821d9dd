import Tensors

/// A linear layer as the field names it: some rows of a weight, which several layers may share in memory.
struct LinearModule {
    /// The path in transformers: "model.layers.0.self_attn.q_proj".
    let name: String
    let weight: Parameter
    let rows: Range<Int>
    /// How the weight lies in the model's files.
    let layout: WeightLayout
    /// Whether it is the output matrix.
    let isOutput: Bool

    /// The last part of the name.
    var shortName: String { String(name.split(separator: ".").last ?? "") }
}

extension CausalLM {
    /// The linear layers in the order of their use; routers, which choose experts, are none.
    func linearModules() throws(ModelError) -> [LinearModule] {
        let naming = TransformersNaming(family: try configuration.writtenFamily())
        return weightParts(fuses: naming.fuses).compactMap { part in
            let isOutput = part.role.part == .output
            guard isOutput || part.role.isProductWeight && part.role.part != .router else { return nil }
            let name = naming.name(of: part.role)
            return LinearModule(
                name: String(name.dropLast(".weight".count)), weight: part.parameter, rows: part.rows,
                layout: naming.layout(of: part.role), isOutput: isOutput)
        }
    }

    /// The layers that get an adapter.
    ///
    /// - Throws: ``LoRAError/unknownTarget(_:known:)`` for a target that is none of them.
    func linearModules(for configuration: LoRAConfiguration) throws -> [LinearModule] {
        let modules = try linearModules()
        for target in configuration.targets ?? [] {
            guard !modules.contains(where: { LoRAConfiguration.matches(target, $0.name) }) else { continue }
            var known: [String] = []
            for module in modules where !known.contains(module.shortName) { known.append(module.shortName) }
            throw LoRAError.unknownTarget(target, known: known)
        }
        return modules.filter { configuration.isTarget($0.name) ?? !$0.isOutput }
    }
}
