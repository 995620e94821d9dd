extension UInt8 {
    /// Whether this is a space, a tab, or a line end in ASCII.
    var isWhiteSpace: Bool { self == 0x20 || (0x09...0x0D) ~= self }
}
