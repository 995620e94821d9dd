/// Under which names a directory holds the tensors of a model: some files leave a prefix out or put one before.
struct StoredNames {
    private var names: [String: String] = [:]

    /// Finds each name of `stored` among those of the files, and refuses a tensor that the model has no place for.
    init(
        _ found: [String], of stored: [StoredWeight], family: ModelFamily, tiesEmbeddings: Bool, directory: String
    ) throws(ModelError) {
        let expected = Set(stored.map(\.name))
        for name in found {
            let plain = Self.plain(name, of: family)
            if expected.contains(plain) {
                names[plain] = name
            } else if !Self.isDispensable(plain, of: family, tiesEmbeddings: tiesEmbeddings) {
                throw ModelError.unexpectedTensor(name: name, directory: directory)
            }
        }
    }

    /// The name in the files.
    subscript(name: String) -> String? { names[name] }

    /// The name as transformers' class for text alone has it.
    static func plain(_ name: String, of family: ModelFamily) -> String {
        switch family {
        case .gpt2:
            return name.hasPrefix("transformer.") || name.hasPrefix("lm_head.") ? name : "transformer." + name
        case .gemma3:
            // The two spellings of models that also see.
            if name.hasPrefix("language_model.") { return String(name.dropFirst("language_model.".count)) }
            if name.hasPrefix("model.language_model.") {
                return "model." + name.dropFirst("model.language_model.".count)
            }
            return name
        default:
            return name
        }
    }

    /// Whether a file may hold the tensor without need: the tied output matrix, buffers that follow from the
    /// configuration, and the eyes of a model that also sees.
    static func isDispensable(_ name: String, of family: ModelFamily, tiesEmbeddings: Bool) -> Bool {
        if tiesEmbeddings, name == "lm_head.weight" { return true }
        if name.hasSuffix("rotary_emb.inv_freq") { return true }
        switch family {
        case .gpt2: return name.hasSuffix(".attn.bias") || name.hasSuffix(".attn.masked_bias")
        case .gemma3:
            return ["vision_tower.", "multi_modal_projector."].contains {
                name.hasPrefix($0) || name.hasPrefix("model." + $0)
            }
        default: return false
        }
    }
}
