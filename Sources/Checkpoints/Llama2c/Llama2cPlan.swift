/// Where each tensor of a llama2.c checkpoint lies, worked out from the header alone.
struct Llama2cPlan {
    /// The tensors in the order of the file.
    private(set) var tensors: [Llama2cTensor] = []
    /// The size of the whole file; nil when it does not fit in an `Int`.
    private(set) var fileSize: Int?

    private let header: Llama2cHeader

    init(_ header: Llama2cHeader) {
        self.header = header
        fileSize = header.byteCount
        switch header.layout {
        case .legacy: planLegacy()
        case .float32, .int8: planVersioned()
        }
    }

    /// Embedding first, each norm before the matrices that follow it, and tables before the classifier.
    private mutating func planLegacy() {
        addEmbedding()
        addNorms("input_layernorm")
        addAttentionMatrices()
        addNorms("post_attention_layernorm")
        addFeedForwardMatrices()
        addFinalNorm()
        // The cosines and sines of every position, which follow from the sizes.
        skip(floats: [header.maximumSequenceLength, header.headSize / 2])
        skip(floats: [header.maximumSequenceLength, header.headSize / 2])
        addClassifier()
    }

    /// All norms first, then the matrices.
    private mutating func planVersioned() {
        addNorms("input_layernorm")
        addNorms("post_attention_layernorm")
        addFinalNorm()
        addEmbedding()
        addAttentionMatrices()
        addFeedForwardMatrices()
        addClassifier()
    }

    private mutating func addEmbedding() {
        addMatrix("model.embed_tokens.weight", rows: header.vocabularySize, columns: header.dimension)
    }

    private mutating func addNorms(_ name: String) {
        for layer in 0..<header.layerCount { addNorm("model.layers.\(layer).\(name).weight") }
    }

    private mutating func addFinalNorm() { addNorm("model.norm.weight") }

    private mutating func addAttentionMatrices() {
        let width = header.dimension
        let narrow = header.keyValueDimension
        addMatrices("self_attn.q_proj", rows: width, columns: width, rotaryHeadCount: header.headCount)
        addMatrices("self_attn.k_proj", rows: narrow, columns: width, rotaryHeadCount: header.keyValueHeadCount)
        addMatrices("self_attn.v_proj", rows: narrow, columns: width)
        addMatrices("self_attn.o_proj", rows: width, columns: width)
    }

    private mutating func addFeedForwardMatrices() {
        // In llama2.c: w1, w2 and w3.
        addMatrices("mlp.gate_proj", rows: header.hiddenDimension, columns: header.dimension)
        addMatrices("mlp.down_proj", rows: header.dimension, columns: header.hiddenDimension)
        addMatrices("mlp.up_proj", rows: header.hiddenDimension, columns: header.dimension)
    }

    private mutating func addClassifier() {
        guard !header.sharesClassifier else { return }
        addMatrix("lm_head.weight", rows: header.vocabularySize, columns: header.dimension)
    }

    private mutating func addMatrices(_ name: String, rows: Int, columns: Int, rotaryHeadCount: Int? = nil) {
        for layer in 0..<header.layerCount {
            addMatrix(
                "model.layers.\(layer).\(name).weight", rows: rows, columns: columns, rotaryHeadCount: rotaryHeadCount)
        }
    }

    private mutating func addMatrix(_ name: String, rows: Int, columns: Int, rotaryHeadCount: Int? = nil) {
        var isQuantized = false
        if case .int8 = header.layout { isQuantized = true }
        add(name, shape: [rows, columns], rotaryHeadCount: rotaryHeadCount, isQuantized: isQuantized)
    }

    private mutating func addNorm(_ name: String) {
        add(name, shape: [header.dimension], rotaryHeadCount: nil, isQuantized: false)
    }

    private mutating func add(_ name: String, shape: [Int], rotaryHeadCount: Int?, isQuantized: Bool) {
        guard let fileOffset = fileSize else { return }
        tensors.append(
            Llama2cTensor(
                name: name, shape: shape, rotaryHeadCount: rotaryHeadCount, isQuantized: isQuantized,
                fileOffset: fileOffset))
        if isQuantized, case .int8(let groupSize) = header.layout {
            // Each matrix is followed by its own scales.
            let count = ShapeArithmetic.product(shape)
            let scales = count.flatMap { ShapeArithmetic.product([$0 / groupSize, 4]) }
            fileSize = ShapeArithmetic.sum([fileOffset, count, scales])
        } else {
            skip(floats: shape)
        }
    }

    private mutating func skip(floats shape: [Int]) {
        fileSize = ShapeArithmetic.sum([fileSize, ShapeArithmetic.product(shape + [4])])
    }
}
