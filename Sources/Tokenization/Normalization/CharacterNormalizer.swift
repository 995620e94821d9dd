/// A normalizer that looks at one character at a time.
protocol CharacterNormalizer: Normalizer {
    /// Appends what the character becomes: nothing, itself, or others. `codePoint` is nil for a byte that is not UTF-8.
    func append(_ codePoint: UInt32?, bytes: UnsafeBufferPointer<UInt8>, to result: inout [UInt8])
}

extension CharacterNormalizer {
    package func normalize(_ text: UnsafeBufferPointer<UInt8>, into result: inout [UInt8]) {
        guard let base = text.baseAddress else { return }
        result.reserveCapacity(result.count + text.count)
        var position = 0
        while position < text.count {
            let (length, codePoint) = UTF8Decoding.character(base, at: position, before: text.count)
            append(codePoint, bytes: UnsafeBufferPointer(start: base + position, count: length), to: &result)
            position += length
        }
    }
}
