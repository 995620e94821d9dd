extension GGMLType {
    /// Whether tensors of this type can be read as floats.
    public var isReadable: Bool { TensorEncoding(self).isReadable }
}
