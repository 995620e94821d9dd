/// Words, sentences and paragraphs, as the checks of instructions count them.
enum TextUnits {
    /// Runs of letters, their marks, digits and underscores.
    static func words(of text: String) -> [Substring] {
        text.split { !isWordCharacter($0) }
    }

    /// Whether a character may be part of a word.
    static func isWordCharacter(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_"
    }

    /// Whether no word character stands beside a range whose own first and last characters are such.
    static func isWhole(_ range: Range<String.Index>, in text: String) -> Bool {
        let found = text[range]
        let before = text[..<range.lowerBound].last, after = text[range.upperBound...].first
        return (found.first.map(isWordCharacter) ?? false) != (before.map(isWordCharacter) ?? false)
            && (found.last.map(isWordCharacter) ?? false) != (after.map(isWordCharacter) ?? false)
    }

    /// A text without space at its ends.
    static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }

    /// The parts, trimmed, without an empty one at either end; nil where one in between is empty.
    static func filled(_ parts: [Substring]) -> [Substring]? {
        var parts = parts.map(trimmed)[...]
        if parts.first?.isEmpty == true { parts.removeFirst() }
        if parts.last?.isEmpty == true { parts.removeLast() }
        return parts.contains(where: \.isEmpty) ? nil : Array(parts)
    }

    /// Whether there are capital letters and no small ones.
    static func isInCapitals(_ text: Substring) -> Bool {
        text.contains(where: \.isUppercase) && !text.contains(where: \.isLowercase)
    }

    /// The sentences of a text.
    ///
    /// A sentence ends at `.`, `!`, `?` or their like in other scripts, perhaps with closing quotation marks and brackets,
    /// before a space and anything but a small letter, or at the end of the text. After a single letter, a number at
    /// the beginning of a line, or a common abbreviation, a point ends none.
    static func sentenceCount(of text: String) -> Int {
        let words = text.split(whereSeparator: \.isWhitespace)
        var count = 0, isOpen = false
        for (index, word) in words.enumerated() {
            let next = index + 1 < words.count ? words[index + 1] : nil
            let isFirst = !isOpen
            isOpen = true
            guard ends(word, before: next, isFirst: isFirst) else { continue }
            count += 1
            isOpen = false
        }
        return count + (isOpen ? 1 : 0)
    }

    private static let abbreviations: Set<String> = [
        "mr", "mrs", "ms", "dr", "prof", "st", "jr", "sr", "vs", "eg", "e.g", "ie", "i.e", "vol", "al",
        "approx", "dept", "inc", "ltd", "corp", "gov", "sen", "rev", "capt", "lt",
        "u.s", "u.k",
    ]

    private static func ends(_ word: Substring, before next: Substring?, isFirst: Bool) -> Bool {
        var word = word
        while let last = word.last, "\"'”’»)]*_".contains(last) { word.removeLast() }
        guard let mark = word.last else { return false }
        if "!?。！？।॥؟".contains(mark) { return next?.first?.isLowercase != true }
        guard mark == "." || mark == "…" else { return false }
        guard let next else { return true }
        if next.first?.isLowercase == true { return false }
        let stem = word.drop { !isWordCharacter($0) }.dropLast().lowercased()
        if stem.count == 1, stem.first?.isLetter == true, stem != "i" { return false }
        // "1." begins an item of a list.
        if isFirst, !stem.isEmpty, stem.allSatisfy(\.isNumber) { return false }
        return !abbreviations.contains(stem)
    }
}
