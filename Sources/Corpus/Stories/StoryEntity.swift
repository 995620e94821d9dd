/// Somebody or something that can play a role in a story, with the words in which it appears there.
final class StoryEntity: Sendable {
    /// The name, which is also the form 0.
    let name: String
    /// The table and the place in it, which tell entities apart.
    let table: String
    /// Words by the number of their form; a form is itself a template.
    let forms: [(form: Int, template: StoryTemplate)]
    /// Plain notes that choose among entities: "group=animal".
    let notes: [String: String]

    init(name: String, table: String, forms: [(form: Int, template: StoryTemplate)], notes: [String: String]) {
        self.name = name
        self.table = table
        self.forms = forms
        self.notes = notes
    }

    /// The words for `form`, nil when this entity has none.
    func template(for form: Int) -> StoryTemplate? {
        for entry in forms where entry.form == form { return entry.template }
        return nil
    }
}
