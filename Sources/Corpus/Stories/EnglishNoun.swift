/// The forms of an English noun and the article before it.
package enum EnglishNoun {
    /// The plural of a phrase that ends in a noun: "shiny shell" becomes "shiny shells".
    package static func plural(of phrase: String) -> String {
        guard let noun = phrase.split(separator: " ").last.map(String.init) else { return phrase }
        return phrase.dropLast(noun.count) + pluralNoun(noun)
    }

    private static func pluralNoun(_ noun: String) -> String {
        if let irregular = irregularPlurals[noun] { return irregular }
        if ["s", "x", "z", "ch", "sh"].contains(where: noun.hasSuffix) { return noun + "es" }
        if noun.hasSuffix("y"), let before = noun.dropLast().last, !"aeiou".contains(before) {
            return noun.dropLast() + "ies"
        }
        return noun + "s"
    }

    private static let irregularPlurals = [
        "leaf": "leaves", "loaf": "loaves", "mouse": "mice", "goose": "geese", "child": "children", "fish": "fish",
        "sheep": "sheep", "potato": "potatoes", "tomato": "tomatoes",
    ]

    /// Whether a word takes "an": by its first letter, but for the words whose sound differs from their spelling.
    package static func takesAn(_ word: some Sequence<UInt8>) -> Bool {
        let letters = word.lazy.map { $0 | 0x20 }
        let start = Array(letters.prefix(4))
        guard let first = start.first else { return false }
        if start.starts(with: "hour".utf8) || start.starts(with: "hone".utf8) { return true }
        if start.starts(with: "uni".utf8) || start.starts(with: "use".utf8) || start == Array("one ".utf8) {
            return false
        }
        return "aeiou".utf8.contains(first)
    }
}
