public import Checkpoints
import Tensors

extension CausalLM {
    /// The model that a llama2.c checkpoint holds.
    ///
    /// - Parameters:
    ///   - checkpoint: The opened file, in any of its three layouts.
    ///   - beginOfTextToken: What its tokenizer begins texts with; 1 in every tokenizer that llama2.c ships.
    ///   - endOfTextTokens: What ends a text: llama2.c stops at the token that begins one.
    public convenience init(
        llama2c checkpoint: Llama2cCheckpoint, beginOfTextToken: Int32 = 1, endOfTextTokens: [Int32] = [1, 2]
    ) throws {
        let header = checkpoint.header
        try self.init(
            zeros: ModelConfiguration(
                vocabularySize: header.vocabularySize, hiddenSize: header.dimension, layerCount: header.layerCount,
                attentionHeadCount: header.headCount, keyValueHeadCount: header.keyValueHeadCount,
                headSize: header.headSize, intermediateSize: header.hiddenDimension,
                maximumPositions: header.maximumSequenceLength, ropeTheta: Double(Llama2cHeader.rotaryBase),
                normEpsilon: Llama2cHeader.normEpsilon, tiesEmbeddings: header.sharesClassifier,
                beginOfTextToken: beginOfTextToken, endOfTextTokens: endOfTextTokens))
        for weight in storedWeights(TransformersNaming(family: .llama)) {
            let floats = try checkpoint.floats(of: weight.name)
            floats.withUnsafeBufferPointer { source in
                weight.values.floats.baseAddress?.update(from: source.baseAddress!, count: source.count)
            }
        }
    }
}
