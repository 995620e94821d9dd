/// Steps over the characters of bytes that are UTF-8.
enum ScalarCursor {
    /// The character that begins at `offset`, and its length in bytes.
    static func scalar(in bytes: some RandomAccessCollection<UInt8>, at offset: Int) -> (Unicode.Scalar, Int) {
        func byte(_ place: Int) -> UInt32 {
            let index = bytes.index(bytes.startIndex, offsetBy: place)
            return index < bytes.endIndex ? UInt32(bytes[index]) : 0
        }
        let first = byte(offset)
        let value: UInt32
        let length: Int
        switch first {
        case ..<0x80: (value, length) = (first, 1)
        case ..<0xE0: (value, length) = ((first & 0x1F) << 6 | byte(offset + 1) & 0x3F, 2)
        case ..<0xF0:
            value = (first & 0x0F) << 12 | (byte(offset + 1) & 0x3F) << 6 | byte(offset + 2) & 0x3F
            length = 3
        default:
            let high = (first & 0x07) << 18 | (byte(offset + 1) & 0x3F) << 12
            value = high | (byte(offset + 2) & 0x3F) << 6 | byte(offset + 3) & 0x3F
            length = 4
        }
        return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
    }

    /// The character that ends before `offset`, and its length in bytes.
    static func scalar(in bytes: some RandomAccessCollection<UInt8>, before offset: Int) -> (Unicode.Scalar, Int) {
        var start = offset - 1
        while start > 0, bytes[bytes.index(bytes.startIndex, offsetBy: start)] & 0xC0 == 0x80 { start -= 1 }
        return scalar(in: bytes, at: start)
    }
}
