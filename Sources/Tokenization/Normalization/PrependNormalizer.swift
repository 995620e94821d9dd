/// Puts a text before every text that is not empty.
package struct PrependNormalizer: Normalizer {
    package let prefix: [UInt8]

    package init(_ prefix: String) { self.prefix = Array(prefix.utf8) }

    package func normalize(_ text: UnsafeBufferPointer<UInt8>, into result: inout [UInt8]) {
        guard !text.isEmpty else { return }
        result.reserveCapacity(result.count + prefix.count + text.count)
        result.append(contentsOf: prefix)
        result.append(contentsOf: text)
    }
}
