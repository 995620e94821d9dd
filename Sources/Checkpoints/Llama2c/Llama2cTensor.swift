/// One tensor of a llama2.c checkpoint under its Hugging Face name.
public struct Llama2cTensor: Sendable, Hashable {
    /// The name that Hugging Face's Llama gives it, such as `model.layers.0.self_attn.q_proj.weight`.
    public let name: String
    /// The dimensions: `[outputs, inputs]` of a matrix, the width of a norm.
    public let shape: [Int]
    /// Whether its rows must be brought from rotary pairs to rotary halves, and for how many heads.
    let rotaryHeadCount: Int?
    /// Whether it is stored as bytes with scales.
    let isQuantized: Bool
    /// Where it begins in the file.
    let fileOffset: Int

    /// The number of elements.
    public var elementCount: Int { shape.reduce(1, *) }
}
