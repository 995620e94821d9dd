/// Cuts by single characters of a kind: white space, punctuation, digits, or one character.
package struct CharacterPretokenizer: Pretokenizer {
    /// By which characters the text is cut.
    package enum Delimiter: Sendable {
        case property(CharacterProperties)
        case codePoint(UInt32)
    }

    package let delimiter: Delimiter
    package let behavior: SplitBehavior

    package init(_ delimiter: Delimiter, behavior: SplitBehavior) {
        self.delimiter = delimiter
        self.behavior = behavior
    }

    package func cut(_ text: inout PretokenizedText) {
        switch (delimiter, behavior) {
        case (.property(let property), .contiguous):
            text.cutPieces { base, piece, add in
                var start = piece.lowerBound
                var position = start
                var wasMatch = false
                while position < piece.upperBound {
                    let (length, codePoint) = UTF8Decoding.character(base, at: position, before: piece.upperBound)
                    let isMatch = !CharacterProperties.of(codePoint).isDisjoint(with: property)
                    if isMatch != wasMatch {
                        add(start..<position)
                        start = position
                        wasMatch = isMatch
                    }
                    position += length
                }
                add(start..<position)
            }
        case (.property(let property), .removed), (.property(let property), .isolated):
            let isKept = behavior == .isolated
            text.cutPieces { base, piece, add in
                var start = piece.lowerBound
                var position = start
                while position < piece.upperBound {
                    let (length, codePoint) = UTF8Decoding.character(base, at: position, before: piece.upperBound)
                    if !CharacterProperties.of(codePoint).isDisjoint(with: property) {
                        add(start..<position)
                        if isKept { add(position..<(position + length)) }
                        start = position + length
                    }
                    position += length
                }
                add(start..<position)
            }
        default:
            text.cutPieces { base, piece, add in
                for part in behavior.pieces(of: spans(base, piece)) { add(part) }
            }
        }
    }

    private func spans(
        _ base: UnsafePointer<UInt8>, _ piece: Range<Int>
    ) -> [(range: Range<Int>, isMatch: Bool)] {
        var spans: [(range: Range<Int>, isMatch: Bool)] = []
        var end = piece.lowerBound
        var position = end
        while position < piece.upperBound {
            let (length, codePoint) = UTF8Decoding.character(base, at: position, before: piece.upperBound)
            if isDelimiter(codePoint) {
                if end < position { spans.append((end..<position, false)) }
                end = position + length
                spans.append((position..<end, true))
            }
            position += length
        }
        if end < position { spans.append((end..<position, false)) }
        return spans
    }

    private func isDelimiter(_ codePoint: UInt32?) -> Bool {
        switch delimiter {
        case .property(let property): !CharacterProperties.of(codePoint).isDisjoint(with: property)
        case .codePoint(let wanted): codePoint == wanted
        }
    }
}
