extension GGMLType {
    /// Whether tensors of this type can be read as floats.
    public var isReadable: Bool {
        switch self {
        case .f32, .f16, .bf16, .q8_0, .q4_0, .q4_1, .q5_0, .q5_1, .q2K, .q3K, .q4K, .q5K, .q6K, .iq4NL,
            .mxfp4:
            true
        default: false
        }
    }
}
