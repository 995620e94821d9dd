import Tokenization

/// The split pattern, one alternative after the other as the regular expression has them; slow and plain.
struct ReferencePretokenizer {
    /// The characters; nil for a byte that is no UTF-8.
    private let characters: [Unicode.Scalar?]
    private let sizes: [Int]

    init(_ bytes: [UInt8]) {
        var characters: [Unicode.Scalar?] = []
        var sizes: [Int] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let whole = (1...4).first { $0 <= rest.count && String(validating: rest.prefix($0), as: UTF8.self) != nil }
            characters.append(whole.flatMap { String(decoding: rest.prefix($0), as: UTF8.self).unicodeScalars.first })
            sizes.append(whole ?? 1)
            rest = rest.dropFirst(whole ?? 1)
        }
        self.characters = characters
        self.sizes = sizes
    }

    /// The lengths of the pretokens in bytes.
    func lengths() -> [Int] {
        var lengths: [Int] = []
        var position = 0
        while position < characters.count {
            let end = matchEnd(at: position)
            lengths.append(sizes[position..<end].reduce(0, +))
            position = end
        }
        return lengths
    }

    private func matchEnd(at start: Int) -> Int {
        let alternatives = [
            contraction, letters, numbers, signs, spacesToLineEnd, spacesBeforeSpace, { self.run($0, self.isSpace) },
        ]
        for alternative in alternatives {
            if let end = alternative(start), end > start { return end }
        }
        return start + 1
    }

    private func contraction(_ start: Int) -> Int? {
        guard at(start) == "'" else { return nil }
        for ending in ["s", "d", "m", "t", "ll", "ve", "re"] {
            let folded = (0..<ending.count).map {
                at(start + 1 + $0).map { $0 == "\u{17F}" ? "s" : $0.properties.lowercaseMapping }
            }
            if folded.map({ $0 ?? "?" }).joined() == ending { return start + 1 + ending.count }
        }
        return nil
    }

    private func letters(_ start: Int) -> Int? {
        var position = start
        if !isLineEnd(start), !isLetter(start), !isNumber(start) { position += 1 }
        let end = run(position, isLetter)
        return end > position ? end : nil
    }

    private func numbers(_ start: Int) -> Int? { min(run(start, isNumber), start + 3) }

    private func signs(_ start: Int) -> Int? {
        let first = at(start) == " " ? start + 1 : start
        let end = run(first) { !isSpace($0) && !isLetter($0) && !isNumber($0) }
        return end > first ? run(end, isLineEnd) : nil
    }

    private func spacesToLineEnd(_ start: Int) -> Int? {
        var end = run(start, isSpace)
        while end > start {
            if isLineEnd(end - 1) { return end }
            end -= 1
        }
        return nil
    }

    private func spacesBeforeSpace(_ start: Int) -> Int? {
        var end = run(start, isSpace)
        while end > start {
            if end == characters.count || isSpace(end) { return end }
            end -= 1
        }
        return nil
    }

    private func run(_ start: Int, _ matches: (Int) -> Bool) -> Int {
        var position = start
        while position < characters.count, matches(position) { position += 1 }
        return position
    }

    private func at(_ position: Int) -> Unicode.Scalar? { position < characters.count ? characters[position] : nil }

    private func isLineEnd(_ position: Int) -> Bool { at(position) == "\r" || at(position) == "\n" }

    private func isLetter(_ position: Int) -> Bool { kind(position).hasAny(of: .letter) }

    private func isNumber(_ position: Int) -> Bool { kind(position) == .number }

    private func isSpace(_ position: Int) -> Bool { kind(position) == .space || kind(position) == .newline }

    private func kind(_ position: Int) -> CharacterClass { at(position).map(CharacterClassTable.classify) ?? [] }
}
