/// A sentence or a part of one with places to fill, compiled for quick expansion.
///
/// The notation:
/// - `{role}` and `{role.form}` are filled from the story's cast: `{hero}`, `{hero.their}`.
/// - `{a}` is the indefinite article that fits the word after it.
/// - `[one|another]` is one of the alternatives, each as likely as the others; they may hold anything a template may.
/// - `<rule>` is one of the rule's alternatives, and `<rule?>` is that or nothing.
/// - `^` makes the next letter a capital, and `¶` begins a new paragraph.
///
/// Spaces around parts that turn out to be empty are written once.
struct StoryTemplate: Sendable {
    enum Node: Sendable {
        case text([UInt8])
        case space
        case paragraph
        case capital
        case article
        case slot(role: Int, form: Int)
        case choice([StoryTemplate])
        case rule(Int, optional: Bool)
    }

    let nodes: [Node]
}
