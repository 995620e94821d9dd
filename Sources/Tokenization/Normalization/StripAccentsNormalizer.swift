/// Takes combining marks away; usually after a decomposition.
package struct StripAccentsNormalizer: CharacterNormalizer {
    package init() {}

    @inline(__always)
    package func append(_ codePoint: UInt32?, bytes: UnsafeBufferPointer<UInt8>, to result: inout [UInt8]) {
        if bytes.count == 1 {
            result.append(bytes[0])
        } else if !CharacterProperties.of(codePoint).contains(.mark) {
            result.append(contentsOf: bytes)
        }
    }
}
