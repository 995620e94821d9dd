/// The forms of an English verb, regular or among the irregular ones that the stories use.
package enum EnglishVerb {
    /// The simple past of a phrase that begins with a verb in its base form: "fly high" becomes "flew high".
    package static func past(of phrase: String) -> String {
        inflect(phrase) { verb in
            if let irregular = irregularPasts[verb] { return irregular }
            if verb.hasSuffix("e") { return verb + "d" }
            if let stem = stemBeforeConsonantAndY(verb) { return stem + "ied" }
            return (doublesItsLastLetter(verb) ? verb + String(verb.suffix(1)) : verb) + "ed"
        }
    }

    /// The present participle of a phrase that begins with a verb: "swim well" becomes "swimming well".
    package static func participle(of phrase: String) -> String {
        inflect(phrase) { verb in
            if verb.hasSuffix("ie") { return verb.dropLast(2) + "ying" }
            if verb.hasSuffix("e"), !verb.hasSuffix("ee"), verb != "be" { return verb.dropLast() + "ing" }
            return (doublesItsLastLetter(verb) ? verb + String(verb.suffix(1)) : verb) + "ing"
        }
    }

    private static func inflect(_ phrase: String, _ change: (String) -> String) -> String {
        let parts = phrase.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        let verb = change(String(parts[0]))
        return parts.count > 1 ? "\(verb) \(parts[1])" : verb
    }

    private static func stemBeforeConsonantAndY(_ verb: String) -> String? {
        let letters = Array(verb)
        guard letters.count > 1, letters.last == "y", !isVowel(letters[letters.count - 2]) else { return nil }
        return String(verb.dropLast())
    }

    /// One syllable that ends in consonant, vowel, consonant: "hug", "skip", but not "play", "fix", "paint".
    private static func doublesItsLastLetter(_ verb: String) -> Bool {
        let letters = Array(verb)
        guard letters.count >= 3, letters.filter(isVowel).count == 1 else { return false }
        let last = letters[letters.count - 1]
        return !isVowel(last) && !"wxy".contains(last) && isVowel(letters[letters.count - 2])
            && !isVowel(letters[letters.count - 3])
    }

    private static func isVowel(_ letter: Character) -> Bool { "aeiou".contains(letter) }

    private static let irregularPasts = [
        "be": "was", "beat": "beat", "blow": "blew", "break": "broke", "bring": "brought", "build": "built",
        "buy": "bought", "catch": "caught", "come": "came", "dig": "dug", "do": "did", "draw": "drew",
        "drive": "drove", "eat": "ate", "fall": "fell", "feed": "fed", "find": "found", "fly": "flew", "get": "got",
        "give": "gave", "go": "went", "have": "had", "hide": "hid", "hold": "held", "keep": "kept", "leave": "left",
        "light": "lit", "lose": "lost", "make": "made", "read": "read", "ride": "rode", "ring": "rang", "run": "ran",
        "say": "said", "see": "saw", "shake": "shook", "sing": "sang", "sit": "sat", "sleep": "slept",
        "spin": "spun", "stand": "stood", "sweep": "swept", "swim": "swam", "swing": "swung", "take": "took",
        "teach": "taught", "tell": "told", "throw": "threw", "tie": "tied", "wear": "wore", "write": "wrote",
    ]
}
