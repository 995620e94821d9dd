/// Writes each byte as its character of GPT-2's alphabet.
package struct ByteLevelNormalizer: Normalizer {
    package init() {}

    package func normalize(_ text: UnsafeBufferPointer<UInt8>, into result: inout [UInt8]) {
        ByteAlphabet.spell(text, into: &result)
    }
}
