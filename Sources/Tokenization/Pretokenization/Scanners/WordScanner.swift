/// `\p{L}+|\p{N}{1,2}|[^\s\p{L}\p{N}]+(?: [^\s\p{L}\p{N}]+)*| +|\s`: words, numbers and spaces apart.
enum WordScanner: SplitScanner {
    @inline(__always)
    static func end(of text: ClassifiedText, from start: Int, before limit: Int) -> Int {
        var (kind, position) = text.character(at: start, before: limit)
        if kind.hasAny(of: .letter) { return text.endOfRun(.letter, from: position, before: limit) }
        if kind == .number { return text.endOfNumbers(from: position, before: limit, atMost: 1) }
        if kind == .newline { return position }
        if kind == .space {
            guard text[start] == 0x20 else { return position }
            while position < limit, text[position] == 0x20 { position += 1 }
            return position
        }
        while position < limit {
            // Signs with a single space between them stay together.
            let skipped = text[position] == 0x20 && position + 1 < limit ? position + 1 : position
            let following = text.character(at: skipped, before: limit)
            guard following.kind.isSign else { break }
            position = following.end
        }
        return position
    }
}
