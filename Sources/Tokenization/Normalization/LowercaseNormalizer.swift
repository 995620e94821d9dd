/// Lower case, character by character.
package struct LowercaseNormalizer: CharacterNormalizer {
    package init() {}

    @inline(__always)
    package func append(_ codePoint: UInt32?, bytes: UnsafeBufferPointer<UInt8>, to result: inout [UInt8]) {
        if let codePoint {
            LowercaseMapping.append(codePoint, to: &result)
        } else {
            result.append(contentsOf: bytes)
        }
    }
}
