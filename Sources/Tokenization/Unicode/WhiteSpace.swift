/// Runs of white space at the ends of a text.
enum WhiteSpace {
    /// Where the white space that begins at `start` ends.
    static func end(of base: UnsafePointer<UInt8>, from start: Int, before end: Int) -> Int {
        var position = start
        while position < end {
            let (length, codePoint) = UTF8Decoding.character(base, at: position, before: end)
            guard CharacterProperties.of(codePoint).contains(.space) else { break }
            position += length
        }
        return position
    }

    /// Where the white space begins that ends at `end`; not before `start`.
    static func start(of base: UnsafePointer<UInt8>, from start: Int, before end: Int) -> Int {
        var position = end
        while position > start {
            let previous = UTF8Decoding.start(ofCharacterBefore: position, in: base, from: start)
            let (_, codePoint) = UTF8Decoding.character(base, at: previous, before: position)
            guard CharacterProperties.of(codePoint).contains(.space) else { break }
            position = previous
        }
        return position
    }
}

extension UTF8Decoding {
    /// Where the character begins that ends at `end`: the byte before it where no well-formed one ends there.
    static func start(ofCharacterBefore end: Int, in base: UnsafePointer<UInt8>, from start: Int) -> Int {
        for length in 1...4 where end - length >= start {
            let position = end - length
            if base[position] & 0xC0 == 0x80 { continue }
            return character(base, at: position, before: end).length == length ? position : end - 1
        }
        return end - 1
    }
}
