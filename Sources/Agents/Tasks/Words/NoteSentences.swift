/// Lines of notes, with places for coined words: a name (capitalised) and a thing.
enum NoteSentences {
    static let templates = [
        "{name} brought the {thing} back.",
        "Ask {name} about the {thing}.",
        "The {thing} is in the kitchen.",
        "{name} wants a new {thing}.",
        "We paid for the {thing} on Monday.",
        "No {thing} is left in the box.",
        "{name} will clean the {thing} today.",
        "The red {thing} belongs to {name}.",
        "Buy a {thing} for {name}.",
        "Someone took the {thing} away.",
        "{name} and the {thing} were late.",
        "A {thing} costs too much.",
        "Send the {thing} to {name}.",
        "The {thing} broke on Friday.",
        "- call {name} about a {thing}",
        "- old {thing}, see {name}",
    ]

    /// A line with new words; the thing is `thing` where one is given.
    static func line(thing: String? = nil, _ vocabulary: inout TaskVocabulary) -> String {
        var line = vocabulary.pick(templates)
        if line.contains("{name}") {
            let name = vocabulary.word()
            line.replace("{name}", with: name.prefix(1).uppercased() + name.dropFirst())
        }
        line.replace("{thing}", with: thing ?? vocabulary.word())
        return line
    }
}
