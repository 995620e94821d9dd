/// The names of Hugging Face's transformers, family by family.
struct TransformersNaming: WeightNaming {
    let family: ModelFamily

    var fuses: Bool { family == .phi3 || family == .gpt2 }

    func layout(of role: WeightRole) -> WeightLayout {
        family == .gpt2 && role.isProductWeight ? .transposed : .plain
    }

    func name(of role: WeightRole) -> String {
        let ending = role.isBias ? "bias" : "weight"
        guard family != .gpt2 else { return "\(gpt2(role)).\(ending)" }
        guard let layer = role.layer else { return "\(outside(role.part)).\(ending)" }
        return "model.layers.\(layer).\(inside(role)).\(ending)"
    }

    /// What stands outside of the blocks.
    private func outside(_ part: WeightRole.Part) -> String {
        switch part {
        case .embedding: "model.embed_tokens"
        case .norm: "model.norm"
        default: "lm_head"
        }
    }

    /// What stands inside of a block.
    private func inside(_ role: WeightRole) -> String {
        switch role.part {
        case .attentionNorm: "input_layernorm"
        case .attentionOutputNorm: "post_attention_layernorm"
        // Where norms stand around, the name that Llama gives this one is taken.
        case .feedForwardNorm: isGemma ? "pre_feedforward_layernorm" : "post_attention_layernorm"
        case .feedForwardOutputNorm: "post_feedforward_layernorm"
        case .queries: "self_attn.q_proj"
        case .keys: "self_attn.k_proj"
        case .values: "self_attn.v_proj"
        case .queriesKeysValues: "self_attn.qkv_proj"
        case .attentionOutput: "self_attn.o_proj"
        case .queryNorm: "self_attn.q_norm"
        case .keyNorm: "self_attn.k_norm"
        default: feedForward(role)
        }
    }

    private func feedForward(_ role: WeightRole) -> String {
        let isMixtral = family == .mixtral, layer = isMixtral ? "block_sparse_moe" : "mlp"
        let place = role.expert.map { "\(layer).experts.\($0)" } ?? layer
        return switch role.part {
        case .router: "\(place).gate"
        case .gate: "\(place).\(isMixtral ? "w1" : "gate_proj")"
        case .up: "\(place).\(isMixtral ? "w3" : "up_proj")"
        case .down: "\(place).\(isMixtral ? "w2" : "down_proj")"
        default: "\(place).gate_up_proj"
        }
    }

    private var isGemma: Bool { family == .gemma2 || family == .gemma3 }

    private func gpt2(_ role: WeightRole) -> String {
        let block = role.layer.map { "transformer.h.\($0)" } ?? "transformer"
        return switch role.part {
        case .embedding: "transformer.wte"
        case .positions: "transformer.wpe"
        case .norm: "transformer.ln_f"
        case .attentionNorm: "\(block).ln_1"
        case .feedForwardNorm: "\(block).ln_2"
        case .attentionOutput: "\(block).attn.c_proj"
        case .up: "\(block).mlp.c_fc"
        case .down: "\(block).mlp.c_proj"
        case .output: "lm_head"
        default: "\(block).attn.c_attn"
        }
    }
}
