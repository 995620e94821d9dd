/// Takes white space away from the ends of a text.
package struct StripNormalizer: Normalizer {
    package let stripsLeft: Bool
    package let stripsRight: Bool

    package init(left: Bool, right: Bool) {
        stripsLeft = left
        stripsRight = right
    }

    package func normalize(_ text: UnsafeBufferPointer<UInt8>, into result: inout [UInt8]) {
        guard let base = text.baseAddress else { return }
        var start = 0
        if stripsLeft { start = WhiteSpace.end(of: base, from: 0, before: text.count) }
        let end = stripsRight ? WhiteSpace.start(of: base, from: start, before: text.count) : text.count
        result.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<end]))
    }
}
