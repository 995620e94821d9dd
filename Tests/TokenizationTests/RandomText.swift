import Foundations

/// Text that pretokenizers and decoders find hard, the same for the same seed.
struct RandomText {
    private var generator: SplitMix64

    init(seed: UInt64) { generator = SplitMix64(seed: seed) }

    private static let spaces: [Unicode.Scalar] = [
        " ", " ", " ", "\t", "\n", "\n", "\r", "\u{0B}", "\u{0C}", "\u{85}", "\u{A0}", "\u{2003}", "\u{2028}",
        "\u{3000}", "\u{200B}", "\u{1C}",
    ]
    private static let pieces = [
        "'s", "'S", "'\u{17F}", "'LL", "'lL", "'ve", "'Re", "'l", "'d", "''t", " '", "'\n", "a\u{301}", "é",
        "\u{1F468}\u{200D}\u{1F469}", "\u{663}\u{664}\u{665}\u{666}", "\u{2167}", "½", "12345678", "3.14", "\r\n",
        "\n\n", "   x", "\t\tx", " \n ", "!!!\n\n", " ?!", "中文", "русский", "한국어", "_", "<|endoftext|>",
    ]

    mutating func next(below bound: Int) -> Int { generator.next(below: bound) }

    /// A character from all of Unicode, the lower planes more often.
    mutating func scalar() -> Unicode.Scalar {
        let limits = [0x80, 0x80, 0x100, 0x800, 0x3100, 0x10000, 0x33500, 0x110000]
        while true {
            let limit = limits[next(below: limits.count)]
            if let scalar = Unicode.Scalar(UInt32(next(below: limit))) { return scalar }
        }
    }

    /// Up to `parts` parts of various kinds.
    mutating func text(parts: Int) -> String {
        var text = String.UnicodeScalarView()
        for _ in 0..<(1 + next(below: parts)) {
            switch next(below: 5) {
            case 0: text.append(contentsOf: Self.pieces[next(below: Self.pieces.count)].unicodeScalars)
            case 1: for _ in 0...next(below: 3) { text.append(Self.spaces[next(below: Self.spaces.count)]) }
            case 2: for _ in 0...next(below: 8) { text.append(Unicode.Scalar(UInt8(97 + next(below: 6)))) }
            default: for _ in 0...next(below: 4) { text.append(scalar()) }
            }
        }
        return String(text)
    }

    /// Bytes that are mostly no UTF-8.
    mutating func bytes(count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8(next(below: 256)) }
    }

    /// Words over a small alphabet, so that pairs repeat.
    mutating func words(count: Int, alphabet: Int = 3, longest: Int = 7) -> String {
        (0..<count).map { _ in
            String((0...next(below: longest)).map { _ in Character(Unicode.Scalar(UInt8(97 + next(below: alphabet)))) })
        }.joined(separator: " ")
    }
}
