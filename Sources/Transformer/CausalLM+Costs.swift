import Tensors

/// What a token costs, to compare what is measured with what a machine allows.
extension CausalLM {
    /// Bytes of weights that a step reads, each once; of experts all that there are.
    public var stepByteCount: Int { multiplied.reduce(0) { $0 + $1.byteCount } }

    /// Multiplications and additions of a token's products with weights, without the output matrix, which a prompt needs
    /// for its last token alone; of experts those that a token sees.
    public var productOperationsPerToken: Double {
        let idle = blocks.reduce(0) { $0 + $1.feedForward.idleWeightCount }
        let weights = multiplied.filter { $0 !== head }.reduce(0) { $0 + $1.count }
        return 2 * Double(weights - idle)
    }

    /// The matrices that rows are multiplied with.
    private var multiplied: [Parameter] {
        let tables = [configuration.tiesEmbeddings ? nil : embedding, positions].compactMap { $0 }
        return parameters.filter { parameter in parameter.decays && !tables.contains { $0 === parameter } }
    }
}
