import Checkpoints

/// A tensor of a GGUF file that is to be written: where its elements come from, and as what they are stored.
struct GGUFTensorPlan {
    /// The name in the file.
    let name: String
    let type: GGMLType
    /// The dimensions, the slowest first.
    let shape: [Int]
    /// The tensors of the directory: one, or those of all experts in their order.
    let sources: [ModelTensor]
    let form: GGUFTensorForm

    /// The tensors for all of `weights`, in the order in which they are used.
    ///
    /// - Throws: ``ModelError/unexpectedTensor(name:directory:)`` for a tensor that the architecture does not have.
    static func all(
        for weights: any ModelWeights, architecture: GGUFArchitecture, family: ModelFamily,
        recipe: QuantizationRecipe, layerCount: Int, tiesOutput: Bool
    ) throws(ModelError) -> [GGUFTensorPlan] {
        let rules = GGUFTensorRules(architecture)
        var order: [String] = []
        var sources: [String: [(expert: Int, tensor: ModelTensor)]] = [:]
        var forms: [String: GGUFTensorForm] = [:]
        for tensor in weights.tensors {
            let plain = StoredNames.plain(tensor.name, of: family)
            if StoredNames.isDispensable(plain, of: family, tiesEmbeddings: tiesOutput) { continue }
            guard let place = rules.place(inFileOf: plain) else {
                throw .unexpectedTensor(name: tensor.name, directory: weights.path)
            }
            if sources[place.fileName] == nil { order.append(place.fileName) }
            sources[place.fileName, default: []].append((place.expert ?? 0, tensor))
            forms[place.fileName] = place.rule.form
        }
        order.sort { precedes($0, $1) }
        return order.map { name in
            let parts = sources[name, default: []].sorted { $0.expert < $1.expert }.map(\.tensor)
            let form = forms[name] ?? .same, isStacked = name.hasSuffix("_exps.weight")
            let own = parts[0].shape
            let shape = isStacked ? [parts.count] + own : form == .transposed ? Array(own.reversed()) : own
            return GGUFTensorPlan(
                name: name,
                type: recipe.type(of: name, shape: shape, layerCount: layerCount, tiesOutput: tiesOutput),
                shape: shape, sources: parts, form: form)
        }
    }

    /// The tensors of the whole model come first, then layer by layer.
    private static func precedes(_ left: String, _ right: String) -> Bool {
        func layer(_ name: String) -> Int {
            let parts = name.split(separator: ".")
            return name.hasPrefix("blk.") && parts.count > 1 ? Int(parts[1]) ?? -1 : -1
        }
        let (first, second) = (layer(left), layer(right))
        return first != second ? first < second : left < right
    }
}
