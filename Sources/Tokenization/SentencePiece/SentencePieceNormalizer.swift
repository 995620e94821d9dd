/// Rewrites text as SentencePiece does before it looks for pieces: by its map of characters, the longest sequence first,
/// and by its rules about spaces. Bytes that are not UTF-8 become U+FFFD, one by one.
///
/// Source: the normalizer of google/sentencepiece.
package struct SentencePieceNormalizer: Normalizer {
    private let settings: SentencePieceSettings
    private let map: PrecompiledCharacterMap?
    /// Pieces that stay as they are and hide what is inside them.
    private let userDefined: PieceTrie?
    /// Whether a byte stays itself and neither it nor a byte of ASCII after it can begin anything else.
    private let isPlain: ConstantTable<Bool>
    private let isPlainSpace: Bool

    /// - Parameter userDefined: pieces that are left as they are.
    package init(settings: SentencePieceSettings, map: PrecompiledCharacterMap?, userDefined: [[UInt8]]) {
        self.settings = settings
        self.map = map
        self.userDefined =
            userDefined.isEmpty ? nil : PieceTrie(userDefined.map { (bytes: $0, score: 0, id: 0) })
        var isPlain = (0..<256).map { $0 < 0x80 && map?.isPlain(UInt8($0)) ?? true }
        for piece in userDefined { if let first = piece.first { isPlain[Int(first)] = false } }
        isPlainSpace = isPlain[0x20]
        isPlain[0x20] = false
        self.isPlain = ConstantTable(isPlain)
    }

    package func normalize(_ text: UnsafeBufferPointer<UInt8>, into result: inout [UInt8]) {
        guard let base = text.baseAddress else { return }
        var position = 0
        if settings.removesExtraWhitespace {
            while position < text.count {
                let step = step(text, at: position)
                guard step.bytes.count == 1, step.bytes.first == 0x20 else { break }
                position += step.length
            }
        }
        if position == text.count { return }
        let space = settings.escapesWhitespace ? SentencePiece.spaceSign : [0x20]
        let start = result.count
        result.reserveCapacity(start + text.count + text.count / 2 + 3)
        if settings.addsDummyPrefix, !settings.treatsWhitespaceAsSuffix { result.append(contentsOf: space) }
        var followsSpace = settings.removesExtraWhitespace
        while position < text.count {
            var end = position
            while end < text.count, isPlain[Int(base[end])] { end += 1 }
            // What follows may change the last of them, as an accent does.
            if map != nil, end > position, end < text.count, base[end] >= 0x80 { end -= 1 }
            if end > position {
                result.append(contentsOf: UnsafeBufferPointer(start: base + position, count: end - position))
                followsSpace = false
                position = end
                if end == text.count { break }
            }
            if base[position] == 0x20, isPlainSpace, position + 1 == text.count || base[position + 1] < 0x80 {
                if !followsSpace { result.append(contentsOf: space) }
                followsSpace = settings.removesExtraWhitespace
                position += 1
                continue
            }
            let step = step(text, at: position)
            position += step.length
            append(step.bytes, space, &followsSpace, to: &result)
        }
        if settings.removesExtraWhitespace {
            while result.count - start >= space.count, result.suffix(space.count).elementsEqual(space) {
                result.removeLast(space.count)
            }
        }
        if settings.addsDummyPrefix, settings.treatsWhitespaceAsSuffix { result.append(contentsOf: space) }
    }

    @inline(__always)
    private func append(
        _ bytes: UnsafeBufferPointer<UInt8>, _ space: [UInt8], _ followsSpace: inout Bool, to result: inout [UInt8]
    ) {
        var rest = bytes[...]
        if followsSpace { rest = rest.drop { $0 == 0x20 } }
        for byte in rest {
            if byte == 0x20 { result.append(contentsOf: space) } else { result.append(byte) }
        }
        if let last = rest.last { followsSpace = last == 0x20 }
        if !settings.removesExtraWhitespace { followsSpace = false }
    }

    /// How many bytes at `position` are taken together, and what they become.
    private func step(
        _ text: UnsafeBufferPointer<UInt8>, at position: Int
    ) -> (length: Int, bytes: UnsafeBufferPointer<UInt8>) {
        let rest = UnsafeBufferPointer(rebasing: text[position...])
        if let length = userDefined?.longestPrefix(of: rest) {
            return (length, UnsafeBufferPointer(rebasing: rest[..<length]))
        }
        if let found = map?.longestPrefix(rest) { return found }
        guard let base = rest.baseAddress else { return (1, Self.replacement) }
        let (length, codePoint) = UTF8Decoding.character(base, at: 0, before: rest.count)
        return (length, codePoint == nil ? Self.replacement : UnsafeBufferPointer(rebasing: rest[..<length]))
    }

    private static let replacementTable = ConstantTable<UInt8>([0xEF, 0xBF, 0xBD])
    private static var replacement: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: replacementTable.base, count: 3)
    }
}
