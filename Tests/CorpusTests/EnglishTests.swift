import Corpus
import Testing

@Suite("English word forms")
struct EnglishTests {
    @Test(
        "Verbs have the right past",
        arguments: [
            ("kick", "kicked"), ("hug", "hugged"), ("play", "played"), ("carry", "carried"),
            ("bake bread", "baked bread"),
            ("fly", "flew"), ("dig with", "dug with"), ("swim", "swam"), ("row a boat", "rowed a boat"),
            ("fix the fence", "fixed the fence"), ("open", "opened"), ("sail", "sailed"), ("skip", "skipped"),
            ("read", "read"), ("paint with", "painted with"), ("juggle", "juggled"), ("knit", "knitted"),
        ])
    func past(base: String, past: String) {
        #expect(EnglishVerb.past(of: base) == past)
    }

    @Test(
        "Verbs have the right participle",
        arguments: [
            ("kick", "kicking"), ("hug", "hugging"), ("ride", "riding"), ("tie a bow", "tying a bow"),
            ("see", "seeing"),
            ("swim", "swimming"), ("carry", "carrying"), ("beat", "beating"), ("blow", "blowing"), ("open", "opening"),
        ])
    func participle(base: String, participle: String) {
        #expect(EnglishVerb.participle(of: base) == participle)
    }

    @Test(
        "Nouns have the right plural",
        arguments: [
            ("apple", "apples"), ("berry", "berries"), ("peach", "peaches"), ("leaf", "leaves"), ("toy", "toys"),
            ("pine cone", "pine cones"), ("box", "boxes"), ("mouse", "mice"),
        ])
    func plural(one: String, many: String) {
        #expect(EnglishNoun.plural(of: one) == many)
    }

    @Test(
        "The article fits the sound of the word",
        arguments: [
            ("apple", true), ("old", true), ("Owl", true), ("hour", true), ("ball", false), ("unicorn", false),
            ("umbrella", true), ("useful", false), ("", false),
        ])
    func article(word: String, takesAn: Bool) {
        #expect(EnglishNoun.takesAn(word.utf8) == takesAn)
    }
}
