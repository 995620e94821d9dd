extension GGUFTensorRules {
    static func rules(of architecture: GGUFArchitecture) -> [GGUFTensorRule] {
        switch architecture {
        case .llama: preNorm + separateHeads + gated + mixtralExperts
        case .qwen2, .smollm3: preNorm + separateHeads + gated
        case .qwen3: preNorm + separateHeads + headNorms + gated
        case .qwen3moe: preNorm + separateHeads + headNorms + gated + qwenExperts
        case .gemma2: aroundNorms + separateHeads + gated
        case .gemma3: aroundNorms + separateHeads + headNorms + gated
        case .olmo2: postNorms + separateHeads + headNorms + gated
        case .phi3: preNorm + fused
        case .gpt2: learnedPositions
        }
    }

    private static let ends = [
        GGUFTensorRule("token_embd.weight", "model.embed_tokens.weight"),
        GGUFTensorRule("output_norm.weight", "model.norm.weight", .norm),
        GGUFTensorRule("output.weight", "lm_head.weight"),
    ]

    /// A norm before attention and one before the feed-forward layer.
    private static let preNorm =
        ends + [
            GGUFTensorRule("blk.#.attn_norm.weight", "model.layers.#.input_layernorm.weight", .norm),
            GGUFTensorRule("blk.#.ffn_norm.weight", "model.layers.#.post_attention_layernorm.weight", .norm),
        ]

    /// Norms after attention and after the feed-forward layer alone.
    private static let postNorms =
        ends + [
            GGUFTensorRule("blk.#.post_attention_norm.weight", "model.layers.#.post_attention_layernorm.weight", .norm),
            GGUFTensorRule("blk.#.post_ffw_norm.weight", "model.layers.#.post_feedforward_layernorm.weight", .norm),
        ]

    /// Norms before and after both.
    private static let aroundNorms =
        postNorms + [
            GGUFTensorRule("blk.#.attn_norm.weight", "model.layers.#.input_layernorm.weight", .norm),
            GGUFTensorRule("blk.#.ffn_norm.weight", "model.layers.#.pre_feedforward_layernorm.weight", .norm),
        ]

    private static let separateHeads = withBiases([
        ("blk.#.attn_q", "model.layers.#.self_attn.q_proj", .queryRows),
        ("blk.#.attn_k", "model.layers.#.self_attn.k_proj", .keyRows),
        ("blk.#.attn_v", "model.layers.#.self_attn.v_proj", .same),
        ("blk.#.attn_output", "model.layers.#.self_attn.o_proj", .same),
    ])

    private static let headNorms = [
        GGUFTensorRule("blk.#.attn_q_norm.weight", "model.layers.#.self_attn.q_norm.weight", .norm),
        GGUFTensorRule("blk.#.attn_k_norm.weight", "model.layers.#.self_attn.k_norm.weight", .norm),
    ]

    private static let gated = withBiases([
        ("blk.#.ffn_gate", "model.layers.#.mlp.gate_proj", .same),
        ("blk.#.ffn_up", "model.layers.#.mlp.up_proj", .same),
        ("blk.#.ffn_down", "model.layers.#.mlp.down_proj", .same),
    ])

    private static let mixtralExperts = [
        GGUFTensorRule("blk.#.ffn_gate_inp.weight", "model.layers.#.block_sparse_moe.gate.weight"),
        GGUFTensorRule("blk.#.ffn_gate_exps.weight", "model.layers.#.block_sparse_moe.experts.@.w1.weight"),
        GGUFTensorRule("blk.#.ffn_down_exps.weight", "model.layers.#.block_sparse_moe.experts.@.w2.weight"),
        GGUFTensorRule("blk.#.ffn_up_exps.weight", "model.layers.#.block_sparse_moe.experts.@.w3.weight"),
    ]

    private static let qwenExperts = [
        GGUFTensorRule("blk.#.ffn_gate_inp.weight", "model.layers.#.mlp.gate.weight"),
        GGUFTensorRule("blk.#.ffn_gate_exps.weight", "model.layers.#.mlp.experts.@.gate_proj.weight"),
        GGUFTensorRule("blk.#.ffn_up_exps.weight", "model.layers.#.mlp.experts.@.up_proj.weight"),
        GGUFTensorRule("blk.#.ffn_down_exps.weight", "model.layers.#.mlp.experts.@.down_proj.weight"),
    ]

    /// Queries, keys and values in one matrix, and gate and up in one.
    private static let fused = withBiases([
        ("blk.#.attn_qkv", "model.layers.#.self_attn.qkv_proj", .same),
        ("blk.#.attn_output", "model.layers.#.self_attn.o_proj", .same),
        ("blk.#.ffn_up", "model.layers.#.mlp.gate_up_proj", .same),
        ("blk.#.ffn_down", "model.layers.#.mlp.down_proj", .same),
    ])

    /// GPT-2: layer norms with biases, learned positions, and matrices that lie the other way round.
    private static let learnedPositions =
        [
            GGUFTensorRule("token_embd.weight", "transformer.wte.weight"),
            GGUFTensorRule("position_embd.weight", "transformer.wpe.weight"),
            GGUFTensorRule("output.weight", "lm_head.weight"),
            GGUFTensorRule("output_norm.weight", "transformer.ln_f.weight"),
            GGUFTensorRule("output_norm.bias", "transformer.ln_f.bias"),
        ]
        + withBiases([
            ("blk.#.attn_norm", "transformer.h.#.ln_1", .same),
            ("blk.#.attn_qkv", "transformer.h.#.attn.c_attn", .transposed),
            ("blk.#.attn_output", "transformer.h.#.attn.c_proj", .transposed),
            ("blk.#.ffn_norm", "transformer.h.#.ln_2", .same),
            ("blk.#.ffn_up", "transformer.h.#.mlp.c_fc", .transposed),
            ("blk.#.ffn_down", "transformer.h.#.mlp.c_proj", .transposed),
        ])

    /// A weight and a bias for each name; biases are never transposed.
    private static func withBiases(_ names: [(String, String, GGUFTensorForm)]) -> [GGUFTensorRule] {
        names.flatMap { file, directory, form in
            [
                GGUFTensorRule("\(file).weight", "\(directory).weight", form),
                GGUFTensorRule("\(file).bias", "\(directory).bias", form == .transposed ? .same : form),
            ]
        }
    }
}
