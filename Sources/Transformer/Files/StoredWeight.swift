import Tensors

/// A tensor of a model directory: some rows of a parameter under the name the field gave it.
struct StoredWeight {
    let name: String
    let parameter: Parameter
    let rows: Range<Int>

    init(_ name: String, _ parameter: Parameter, rows: Range<Int>? = nil) {
        self.name = name
        self.parameter = parameter
        self.rows = rows ?? 0..<parameter.value.rows
    }

    /// The rows, sharing the parameter's memory.
    var values: Tensor { parameter.value.rows(rows) }
}

extension CausalLM {
    /// Every tensor of the model as Hugging Face's transformers names it.
    var storedWeights: [StoredWeight] {
        var weights = [StoredWeight(embedding.name, embedding)]
        for (layer, block) in blocks.enumerated() {
            weights += attentionWeights(block.attention, "model.layers.\(layer).self_attn")
            weights += feedForwardWeights(block.feedForward, "model.layers.\(layer).mlp")
            weights += [block.attentionNorm, block.feedForwardNorm].map { StoredWeight($0.weight.name, $0.weight) }
        }
        weights.append(StoredWeight(norm.weight.name, norm.weight))
        if !configuration.tiesEmbeddings { weights.append(StoredWeight(head.name, head)) }
        return weights
    }

    private func attentionWeights(_ attention: Attention, _ name: String) -> [StoredWeight] {
        let queries = configuration.queryWidth, keys = configuration.keyValueWidth
        let parts = [
            ("q_proj", 0..<queries), ("k_proj", queries..<queries + keys),
            ("v_proj", queries + keys..<queries + 2 * keys),
        ]
        var weights = parts.map { StoredWeight("\(name).\($0).weight", attention.heads, rows: $1) }
        if let bias = attention.headsBias {
            weights += parts.map { StoredWeight("\(name).\($0).bias", bias, rows: $1) }
        }
        weights += [attention.output, attention.outputBias, attention.queryNorm, attention.keyNorm]
            .compactMap { $0 }.map { StoredWeight($0.name, $0) }
        return weights
    }

    private func feedForwardWeights(_ feedForward: FeedForward, _ name: String) -> [StoredWeight] {
        let width = configuration.intermediateSize
        let parts = [("gate_proj", 0..<width), ("up_proj", width..<2 * width)]
        var weights = parts.map { StoredWeight("\(name).\($0).weight", feedForward.gateUp, rows: $1) }
        if let bias = feedForward.gateUpBias {
            weights += parts.map { StoredWeight("\(name).\($0).bias", bias, rows: $1) }
        }
        weights += [feedForward.down, feedForward.downBias].compactMap { $0 }.map { StoredWeight($0.name, $0) }
        return weights
    }
}
