extension UTF8Decoding {
    /// Appends the UTF-8 bytes of `codePoint`, which must be a character's.
    @inline(__always)
    static func append(_ codePoint: UInt32, to bytes: inout [UInt8]) {
        switch codePoint {
        case 0..<0x80:
            bytes.append(UInt8(truncatingIfNeeded: codePoint))
        case 0x80..<0x800:
            bytes.append(UInt8(truncatingIfNeeded: 0xC0 | codePoint >> 6))
            bytes.append(UInt8(truncatingIfNeeded: 0x80 | codePoint & 0x3F))
        case 0x800..<0x10000:
            bytes.append(UInt8(truncatingIfNeeded: 0xE0 | codePoint >> 12))
            bytes.append(UInt8(truncatingIfNeeded: 0x80 | codePoint >> 6 & 0x3F))
            bytes.append(UInt8(truncatingIfNeeded: 0x80 | codePoint & 0x3F))
        default:
            bytes.append(UInt8(truncatingIfNeeded: 0xF0 | codePoint >> 18))
            bytes.append(UInt8(truncatingIfNeeded: 0x80 | codePoint >> 12 & 0x3F))
            bytes.append(UInt8(truncatingIfNeeded: 0x80 | codePoint >> 6 & 0x3F))
            bytes.append(UInt8(truncatingIfNeeded: 0x80 | codePoint & 0x3F))
        }
    }
}
