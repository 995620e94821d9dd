/// Pieces of so many characters each.
package struct FixedLengthPretokenizer: Pretokenizer {
    package let length: Int

    /// - Parameter length: 1 or more.
    package init(length: Int) { self.length = length }

    package func cut(_ text: inout PretokenizedText) {
        text.cutPieces { base, piece, add in
            var start = piece.lowerBound
            var count = 0
            var position = start
            while position < piece.upperBound {
                position += UTF8Decoding.character(base, at: position, before: piece.upperBound).length
                count += 1
                if count == length {
                    add(start..<position)
                    start = position
                    count = 0
                }
            }
            add(start..<position)
        }
    }
}
