/// Texts in which some words do not occur, or occur at their end for the first time.
///
/// Source: Aho and Corasick, "Efficient string matching: an aid to bibliographic search" (1975).
struct TriggerAutomaton {
    private let words: [[UInt8]]
    /// One byte of each kind that the words tell apart, and for each byte its kind.
    private let representatives: [UInt8]
    private let classes: [UInt8]

    init(_ words: [[UInt8]]) {
        self.words = words
        let used = Set(words.joined()).sorted()
        let other = (UInt8.min...UInt8.max).first { !used.contains($0) }
        representatives = (other.map { [$0] } ?? []) + used
        var classes = [UInt8](repeating: 0, count: 256)
        for (index, byte) in representatives.enumerated() { classes[Int(byte)] = UInt8(index) }
        self.classes = classes
    }

    /// Texts without any of the words.
    func withoutWords() throws(LanguageError) -> RegularLanguage {
        try language { _ in true }
    }

    /// Texts that end with the first occurrence of any word, which is the one at `index`.
    func ending(with index: Int) throws(LanguageError) -> RegularLanguage {
        try language { Self.ends($0, with: words[index]) }
    }

    /// A state is the longest end of the text with which a word begins.
    private func language(
        _ accepts: ([UInt8]) -> Bool
    ) throws(LanguageError) -> RegularLanguage {
        let isFree = accepts([])
        return try RegularLanguage(
            start: [UInt8](), classes: classes,
            row: { state in
                // Behind a word nothing more is asked.
                if words.contains(where: { Self.ends(state, with: $0) }) { return representatives.map { _ in nil } }
                return representatives.map { byte in
                    let next = longestBeginning(in: state + [byte])
                    return isFree && words.contains { Self.ends(next, with: $0) } ? nil : next
                }
            },
            accepts: accepts)
    }

    private func longestBeginning(in text: [UInt8]) -> [UInt8] {
        var end = text[...]
        while !words.contains(where: { $0.starts(with: end) }) { end = end.dropFirst() }
        return Array(end)
    }

    private static func ends(_ text: [UInt8], with word: [UInt8]) -> Bool {
        text.count >= word.count && text.suffix(word.count).elementsEqual(word)
    }
}
