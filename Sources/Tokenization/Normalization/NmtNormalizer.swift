/// What machine translation does to text first: control characters away, other white space to spaces.
package struct NmtNormalizer: CharacterNormalizer {
    package init() {}

    @inline(__always)
    package func append(_ codePoint: UInt32?, bytes: UnsafeBufferPointer<UInt8>, to result: inout [UInt8]) {
        switch codePoint ?? 0 {
        case 0x01...0x08, 0x0B, 0x0E...0x1F, 0x7F, 0x8F, 0x9F: break
        case 0x09, 0x0A, 0x0C, 0x0D, 0x1680, 0x200B...0x200F, 0x2028, 0x2029, 0x2581, 0xFEFF, 0xFFFD:
            result.append(0x20)
        default: result.append(contentsOf: bytes)
        }
    }
}
