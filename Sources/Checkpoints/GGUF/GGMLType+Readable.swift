extension GGMLType {
    /// Whether tensors of this type can be read as floats.
    public var isReadable: Bool { TensorEncoding(self).isReadable }

    /// Whether floats can be written as tensors of this type.
    public var isWritable: Bool { BlockFormat(self)?.isWritable ?? false }
}
