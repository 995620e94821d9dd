public import Transformer

extension PretrainConfiguration {
    /// The model that the settings describe.
    ///
    /// - Precondition: the settings are ``sized()``.
    public func model(for data: PretrainData) -> ModelConfiguration {
        ModelConfiguration(
            vocabularySize: data.vocabularySize, hiddenSize: hiddenSize!, layerCount: layers!,
            attentionHeadCount: heads!, keyValueHeadCount: keyValueHeads!, headSize: headSize!,
            intermediateSize: feedForwardSize!, maximumPositions: sequenceLength, ropeTheta: ropeTheta,
            tiesEmbeddings: tiesEmbeddings, usesQKNorm: usesQKNorm, beginOfTextToken: data.beginOfTextToken,
            endOfTextTokens: data.endOfTextToken.map { [$0] } ?? [])
    }

    /// How many numbers the model of these settings learns.
    ///
    /// - Precondition: the settings are ``sized()``.
    public func parameterCount(vocabularySize: Int) -> Int {
        let hidden = hiddenSize!
        let queries = heads! * headSize!
        let keysAndValues = 2 * keyValueHeads! * headSize!
        let attention = hidden * (queries + keysAndValues) + queries * hidden + (usesQKNorm ? 2 * headSize! : 0)
        let feedForward = 3 * hidden * feedForwardSize!
        let norms = 2 * hidden
        return vocabularySize * hidden * (tiesEmbeddings ? 1 : 2)
            + layers! * (attention + feedForward + norms) + hidden
    }
}
