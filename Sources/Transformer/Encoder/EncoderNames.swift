/// What Hugging Face's transformers calls the parts of an encoder's block.
struct EncoderNames {
    /// The parts of [queries | keys | values], which are one matrix here.
    let queries, keys, values: String
    /// The name of that matrix.
    let heads: String
    let attentionOutput, attentionNorm, up, down, outputNorm: String

    init(_ family: EncoderFamily, layer: Int) {
        switch family {
        case .bert, .roberta:
            let block = "encoder.layer.\(layer)"
            queries = "\(block).attention.self.query"
            keys = "\(block).attention.self.key"
            values = "\(block).attention.self.value"
            heads = "\(block).attention.self.heads"
            attentionOutput = "\(block).attention.output.dense"
            attentionNorm = "\(block).attention.output.LayerNorm"
            up = "\(block).intermediate.dense"
            down = "\(block).output.dense"
            outputNorm = "\(block).output.LayerNorm"
        case .distilbert:
            let block = "transformer.layer.\(layer)"
            queries = "\(block).attention.q_lin"
            keys = "\(block).attention.k_lin"
            values = "\(block).attention.v_lin"
            heads = "\(block).attention.heads"
            attentionOutput = "\(block).attention.out_lin"
            attentionNorm = "\(block).sa_layer_norm"
            up = "\(block).ffn.lin1"
            down = "\(block).ffn.lin2"
            outputNorm = "\(block).output_layer_norm"
        }
    }
}
