import Foundations

/// Simple English stories for children, made by a seeded grammar: enough text to learn from where there is no other.
///
/// Ten shapes, from a quest to a mistake mended, are told with varied characters, places, things and sentences. What a
/// story says holds all through it: the thing that is lost is the thing that is found, pronouns agree with names, and
/// counts add up. Each story has 80 to 250 words. Story number `index` depends on the seed and on `index` alone.
///
/// ```swift
/// let stories = StoryGenerator(seed: 7)
/// print(stories.story(at: 0).text)
/// ```
public struct StoryGenerator: Sendable {
    private let grammar = StoryGrammar.standard
    private let sequences: SeededSequences
    private let shapeRules: [Int]

    /// The lengths, in words, that a story may have.
    public static let wordRange = 80...250

    /// The stories that belong to `seed`.
    public init(seed: UInt64) {
        sequences = SeededSequences(seed: seed)
        shapeRules = StoryShape.allCases.map { StoryGrammar.standard.rule($0.rawValue) }
    }

    /// Story number `index`; any number will do, and none depends on another.
    public func story(at index: Int) -> Story {
        var random = sequences.sequence(at: index)
        let number = random.next(below: shapeRules.count)
        while true {
            let cast = StoryCast(grammar: grammar, random: &random)
            var writer = StoryWriter(grammar: grammar, cast: cast, random: SplitMix64(seed: random.next()))
            writer.write(rule: shapeRules[number])
            if Self.wordRange.contains(Self.wordCount(writer.bytes)) {
                let text = String(decoding: writer.bytes, as: UTF8.self)
                return Story(text: text, shape: StoryShape.allCases[number], cast: cast)
            }
        }
    }

    private static func wordCount(_ text: [UInt8]) -> Int {
        1 + text.count { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }
    }
}
