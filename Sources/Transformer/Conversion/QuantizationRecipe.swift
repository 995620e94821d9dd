public import Checkpoints

/// Which type each tensor of a model gets in a GGUF file.
///
/// Vectors, positions and the routers of experts stay float32: they are small, and what they say is needed exactly. A row
/// that is no whole number of a type's blocks takes the nearest type whose blocks fit. The mixes keep more bits where
/// llama.cpp's of the same name do: in the output matrix, and in half of the value and down projections.
public enum QuantizationRecipe: String, CaseIterable, Sendable {
    case f32 = "F32"
    case f16 = "F16"
    case bf16 = "BF16"
    case q8_0 = "Q8_0"
    case q4_0 = "Q4_0"
    case q4K = "Q4_K"
    case q5K = "Q5_K"
    case q6K = "Q6_K"
    case q4KM = "Q4_K_M"
    case q5KM = "Q5_K_M"

    /// The recipe of this name, in any case of letters; `Q4_K_S` and `Q5_K_S` are the plain types.
    public init?(name: String) {
        let upper = name.uppercased()
        self.init(rawValue: upper.hasSuffix("_K_S") ? String(upper.dropLast(2)) : upper)
    }

    /// The type of most tensors.
    public var mainType: GGMLType {
        switch self {
        case .f32: .f32
        case .f16: .f16
        case .bf16: .bf16
        case .q8_0: .q8_0
        case .q4_0: .q4_0
        case .q4K, .q4KM: .q4K
        case .q5K, .q5KM: .q5K
        case .q6K: .q6K
        }
    }

    /// What `general.file_type` says of such a file. Source: `llama_ftype` of llama.cpp.
    var fileType: UInt32 {
        switch self {
        case .f32: 0
        case .f16: 1
        case .q4_0: 2
        case .q8_0: 7
        case .q4K: 14
        case .q4KM: 15
        case .q5K: 16
        case .q5KM: 17
        case .q6K: 18
        case .bf16: 32
        }
    }

    /// The type of one tensor.
    ///
    /// - Parameters:
    ///   - name: its name in the file.
    ///   - shape: the dimensions, the slowest first.
    ///   - layerCount: the blocks of the model.
    ///   - tiesOutput: whether the embedding is the output matrix too.
    func type(of name: String, shape: [Int], layerCount: Int, tiesOutput: Bool) -> GGMLType {
        guard shape.count >= 2, name.hasSuffix(".weight"), let rowSize = shape.last else { return .f32 }
        if name == "position_embd.weight" || name.hasSuffix("ffn_gate_inp.weight") { return .f32 }
        var wanted = mainType
        let isOutput = name == "output.weight" || tiesOutput && name == "token_embd.weight"
        switch self {
        case .q4_0, .q4K, .q5K: if isOutput { wanted = .q6K }
        case .q4KM, .q5KM:
            let isSensitive = name.hasSuffix("attn_v.weight") || name.contains("ffn_down")
            if isOutput || isSensitive && Self.keepsMore(layer: Self.layer(of: name), of: layerCount) { wanted = .q6K }
        default: break
        }
        return Self.fitting(wanted, rowSize: rowSize)
    }

    /// The first and the last eighth of the layers, and every third between.
    private static func keepsMore(layer: Int, of count: Int) -> Bool {
        layer < count / 8 || layer >= 7 * count / 8 || (layer - count / 8) % 3 == 2
    }

    private static func layer(of name: String) -> Int {
        let parts = name.split(separator: ".")
        return parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    }

    /// `type`, or where a row is no whole number of its blocks, the next one that has more bits and fits.
    private static func fitting(_ type: GGMLType, rowSize: Int) -> GGMLType {
        if rowSize % type.blockSize == 0 { return type }
        return rowSize % GGMLType.q8_0.blockSize == 0 ? .q8_0 : .f16
    }
}
