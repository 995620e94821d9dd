import Foundations

/// Reads `adapter_config.json`, and refuses by name what is not computed here.
struct LoRAConfigurationReader {
    let json: JSONValue
    let file: String

    func configuration() throws(LoRAError) -> LoRAConfiguration {
        guard text("peft_type") == "LORA" else {
            throw unsupported("'peft_type' is \(text("peft_type") ?? "missing"), but only LORA is known")
        }
        try refuseOthers()
        guard let rank = json["r"]?.int else { throw unsupported("'r' is no whole number") }
        guard let alpha = json["lora_alpha"]?.double else { throw unsupported("'lora_alpha' is no number") }
        let configuration = LoRAConfiguration(
            rank: rank, alpha: alpha, targets: try targets(), isRankStabilized: json["use_rslora"]?.bool ?? false,
            dropout: json["lora_dropout"]?.double ?? 0)
        try configuration.validate()
        return configuration
    }

    /// A member that is a text.
    func text(_ key: String) -> String? { json[key]?.string }

    /// Whether every layer that is a target has matrices: neither some layers nor some modules are left out.
    var coversTargets: Bool {
        let choosesByExpression = text("target_modules").map { $0 != "all-linear" } ?? false
        return !choosesByExpression && !isThere("layers_to_transform") && !isThere("exclude_modules")
    }

    private func targets() throws(LoRAError) -> [String]? {
        guard let value = json["target_modules"], !value.isNull else { return nil }
        // An expression: the names of the tensors tell what it chose.
        if value.string != nil { return nil }
        guard let names = value.array?.compactMap(\.string), names.count == value.array?.count else {
            throw unsupported("'target_modules' is neither a text nor a list of names")
        }
        return names
    }

    private func refuseOthers() throws(LoRAError) {
        for key in ["use_dora", "lora_bias", "use_qalora", "use_bdlora", "alora_invocation_tokens"] where isThere(key) {
            throw unsupported("'\(key)' asks for more than plain LoRA, which is not computed here")
        }
        for key in [
            "rank_pattern", "alpha_pattern", "modules_to_save", "layer_replication", "trainable_token_indices",
            "target_parameters", "megatron_config", "arrow_config",
        ] where isThere(key) {
            throw unsupported("'\(key)' is not supported")
        }
        if let bias = text("bias"), bias != "none" {
            throw unsupported("'bias' is '\(bias)'; only 'none' is supported")
        }
        for method in ["pissa", "olora", "corda", "loftq"] {
            guard let found = text("init_lora_weights")?.lowercased(), found.hasPrefix(method) else { continue }
            throw unsupported(
                "'init_lora_weights' is '\(found)', which changes the base; convert the adapter with PEFT")
        }
    }

    /// Whether a member is given, and neither false nor empty.
    private func isThere(_ key: String) -> Bool {
        guard let value = json[key], !value.isNull, value.bool != false else { return false }
        return value.array?.isEmpty != true && value.object?.members.isEmpty != true
    }

    private func unsupported(_ reason: String) -> LoRAError { .unsupported(file: file, reason: reason) }
}
