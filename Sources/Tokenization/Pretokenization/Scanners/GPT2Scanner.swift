/// `'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`
enum GPT2Scanner: SplitScanner {
    @inline(__always)
    static func end(of text: ClassifiedText, from start: Int, before limit: Int) -> Int {
        if text[start] == 0x27 {
            let contraction = text.lowercaseContractionLength(at: start + 1, before: limit)
            if contraction > 0 { return start + 1 + contraction }
        }
        var (kind, position) = text.character(at: start, before: limit)
        if kind.hasAny(of: .whitespace) {
            guard text[start] == 0x20, position < limit else { return text.endOfSpaces(from: start, before: limit) }
            (kind, position) = text.character(at: position, before: limit)
            if kind.hasAny(of: .whitespace) { return text.endOfSpaces(from: start, before: limit) }
        }
        if kind.hasAny(of: .letter) { return text.endOfRun(.letter, from: position, before: limit) }
        if kind == .number { return text.endOfRun(.number, from: position, before: limit) }
        return text.endOfRun(from: position, before: limit) { $0.isSign }
    }
}
