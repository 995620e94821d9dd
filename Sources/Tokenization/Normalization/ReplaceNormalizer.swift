/// Replaces every match of a pattern.
package struct ReplaceNormalizer: Normalizer {
    package let pattern: TextPattern
    package let replacement: [UInt8]

    package init(_ pattern: TextPattern, with replacement: String) {
        self.pattern = pattern
        self.replacement = Array(replacement.utf8)
    }

    package func normalize(_ text: UnsafeBufferPointer<UInt8>, into result: inout [UInt8]) {
        pattern.replaceMatches(in: text, with: replacement, into: &result)
    }
}
