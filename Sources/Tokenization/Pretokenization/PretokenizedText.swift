/// A text on its way from normalization to ids: bytes, and the pieces into which they were cut so far.
package struct PretokenizedText {
    /// The bytes of all pieces.
    package var bytes: [UInt8]
    /// The pieces in order; they do not overlap, and may leave out what was removed. None is empty.
    package var pieces: [Range<Int>]
    /// Whether the first byte is the first of the whole text, not one that follows an added token.
    package let beginsText: Bool

    /// One piece of all `bytes`.
    package init(_ bytes: UnsafeBufferPointer<UInt8>, beginsText: Bool) {
        self.bytes = Array(bytes)
        pieces = bytes.isEmpty ? [] : [0..<bytes.count]
        self.beginsText = beginsText
    }

    /// Cuts each piece: `cut` gets all bytes, a piece, and a closure that takes the parts.
    @inline(__always)
    package mutating func cutPieces(
        _ cut: (UnsafePointer<UInt8>, Range<Int>, (Range<Int>) -> Void) -> Void
    ) {
        var result: [Range<Int>] = []
        result.reserveCapacity(max(pieces.count, bytes.count / 5))
        bytes.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return }
            for piece in pieces {
                cut(base, piece) { part in
                    if !part.isEmpty { result.append(part) }
                }
            }
        }
        pieces = result
    }

    /// Writes each piece anew: `rewrite` gets a piece, whether it begins the text, and where to append what it becomes.
    @inline(__always)
    package mutating func rewritePieces(
        _ rewrite: (UnsafeBufferPointer<UInt8>, Bool, inout [UInt8]) -> Void
    ) {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + bytes.count / 4 + 16)
        bytes.withUnsafeBufferPointer { bytes in
            for index in pieces.indices {
                let piece = pieces[index]
                let start = result.count
                rewrite(
                    UnsafeBufferPointer(rebasing: bytes[piece]), beginsText && piece.lowerBound == 0, &result)
                pieces[index] = start..<result.count
            }
        }
        bytes = result
        pieces.removeAll(where: \.isEmpty)
    }
}
