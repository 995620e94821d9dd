import Foundations

/// Coins words out of syllables: `rale`, `vontu`, `kesiro`.
///
/// There are some 20,000 words of two syllables and 3,000,000 of three, so that a model cannot learn them by heart and
/// has to copy what it reads.
struct WordMachine: Sendable {
    private static let onsets = [
        "b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "br", "dr", "gr", "kr", "tr",
    ]
    private static let vowels = ["a", "e", "i", "o", "u"]
    private static let codas = ["n", "r", "l", "s", "m"]

    /// A word of two or three syllables, at least four letters.
    static func word(_ random: inout SplitMix64) -> String {
        var word = ""
        let count = 2 + random.next(below: 2)
        for place in 0..<count {
            word += onsets[random.next(below: place == 0 ? onsets.count : 15)]
            word += vowels[random.next(below: vowels.count)]
            if random.next(below: 5) == 0 { word += codas[random.next(below: codas.count)] }
        }
        return word
    }
}
