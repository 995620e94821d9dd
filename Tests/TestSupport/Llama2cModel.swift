public import Checkpoints
import Foundations

/// A seeded random model and a plain writer of llama2.c's three layouts, for tests of the reader.
///
/// The tensors have llama2.c's names and row order; what a reader must make of them is worked out one element at a
/// time by ``expected()``.
public struct Llama2cModel {
    /// The sizes and the layout that ``file()`` has.
    public var header: Llama2cHeader
    /// The values by llama2.c's name and the layer: `wq` of layer 2 is `values["wq"]![2]`.
    public private(set) var values: [String: [[Float]]] = [:]

    /// A model with normally distributed values that belong to `seed`.
    public init(header: Llama2cHeader, seed: UInt64) {
        self.header = header
        var generator = SplitMix64(seed: seed)
        for (name, rows, columns, count) in shapes {
            values[name] = (0..<count).map { _ in (0..<rows * columns).map { _ in Float(generator.normal()) } }
        }
    }

    /// Name, rows, columns and how many there are.
    private var shapes: [(name: String, rows: Int, columns: Int, count: Int)] {
        let h = header
        return [
            ("tok_embeddings", h.vocabularySize, h.dimension, 1), ("attention_norm", 1, h.dimension, h.layerCount),
            ("wq", h.dimension, h.dimension, h.layerCount), ("wk", h.keyValueDimension, h.dimension, h.layerCount),
            ("wv", h.keyValueDimension, h.dimension, h.layerCount), ("wo", h.dimension, h.dimension, h.layerCount),
            ("ffn_norm", 1, h.dimension, h.layerCount), ("w1", h.hiddenDimension, h.dimension, h.layerCount),
            ("w2", h.dimension, h.hiddenDimension, h.layerCount), ("w3", h.hiddenDimension, h.dimension, h.layerCount),
            ("norm", 1, h.dimension, 1), ("output", h.vocabularySize, h.dimension, h.sharesClassifier ? 0 : 1),
        ]
    }

    /// The file in the layout of the header.
    public func file() -> [UInt8] {
        let h = header
        let sizes = [
            h.dimension, h.hiddenDimension, h.layerCount, h.headCount, h.keyValueHeadCount,
            h.layout == .legacy && !h.sharesClassifier ? -h.vocabularySize : h.vocabularySize,
            h.maximumSequenceLength,
        ]
        var bytes: [UInt8] = []
        func append(_ value: Int) { withUnsafeBytes(of: Int32(value).littleEndian) { bytes += $0 } }
        func append(floats names: [String]) {
            for name in names {
                for value in values[name]!.joined() {
                    withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes += $0 }
                }
            }
        }
        let matrices = ["tok_embeddings", "wq", "wk", "wv", "wo", "w1", "w2", "w3", "output"]
        let norms = ["attention_norm", "ffn_norm", "norm"]
        if h.layout == .legacy {
            sizes.forEach(append)
            append(floats: ["tok_embeddings", "attention_norm", "wq", "wk", "wv", "wo", "ffn_norm", "w1", "w2", "w3"])
            append(floats: ["norm"])
            bytes += [UInt8](repeating: 0xEE, count: 2 * h.maximumSequenceLength * (h.headSize / 2) * 4)
            append(floats: ["output"])
            return bytes
        }
        bytes += Array("24ka".utf8)
        append(h.layout == .float32 ? 1 : 2)
        sizes.forEach(append)
        bytes.append(h.sharesClassifier ? 1 : 0)
        if case .int8(let groupSize) = h.layout { append(groupSize) }
        bytes += [UInt8](repeating: 0, count: 256 - bytes.count)
        append(floats: norms)
        guard case .int8(let groupSize) = h.layout else {
            append(floats: matrices)
            return bytes
        }
        for tensor in matrices.flatMap({ values[$0]! }) {
            let groups = Self.quantized(tensor, groupSize: groupSize)
            for group in groups { bytes += group.bytes.map { UInt8(bitPattern: $0) } }
            for group in groups { withUnsafeBytes(of: group.scale.bitPattern.littleEndian) { bytes += $0 } }
        }
        return bytes
    }

    private static func quantized(_ values: [Float], groupSize: Int) -> [(bytes: [Int8], scale: Float)] {
        stride(from: 0, to: values.count, by: groupSize).map { start in
            let group = values[start..<start + groupSize]
            let scale = group.reduce(0) { max($0, abs($1)) } / 127
            return (group.map { Int8(($0 / scale).rounded()) }, scale)
        }
    }

    /// Every tensor by its Hugging Face name: its shape and its elements.
    public func expected() -> [(name: String, shape: [Int], values: [Float])] {
        let names = [
            "tok_embeddings": "embed_tokens", "attention_norm": "input_layernorm", "wq": "self_attn.q_proj",
            "wk": "self_attn.k_proj", "wv": "self_attn.v_proj", "wo": "self_attn.o_proj",
            "ffn_norm": "post_attention_layernorm", "w1": "mlp.gate_proj", "w2": "mlp.down_proj", "w3": "mlp.up_proj",
            "norm": "norm",
        ]
        var result: [(name: String, shape: [Int], values: [Float])] = []
        for (name, rows, columns, count) in shapes {
            for layer in 0..<count {
                let place = name == "tok_embeddings" || name == "norm" ? "" : "layers.\(layer)."
                let fullName = name == "output" ? "lm_head.weight" : "model.\(place)\(names[name]!).weight"
                var stored = values[name]![layer]
                if case .int8(let groupSize) = header.layout, rows > 1 {
                    stored = Self.quantized(stored, groupSize: groupSize).flatMap { group in
                        group.bytes.map { Float($0) * group.scale }
                    }
                }
                var ordered = stored
                if name == "wq" || name == "wk" {
                    for row in 0..<rows {
                        // Element i of the first half was the first of pair i, element i of the second its partner.
                        let head = row / header.headSize
                        let place = row % header.headSize
                        let pair = place % (header.headSize / 2)
                        let source = head * header.headSize + 2 * pair + (place < header.headSize / 2 ? 0 : 1)
                        for column in 0..<columns {
                            ordered[row * columns + column] = stored[source * columns + column]
                        }
                    }
                }
                result.append((fullName, rows == 1 ? [columns] : [rows, columns], ordered))
            }
        }
        return result
    }
}
