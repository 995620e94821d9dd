/// What two source files share: one defines it, a function of the other one uses it.
struct SharedName {
    /// The function that uses it.
    let user: String
    /// What that function prints.
    let output: String
    private let definingParts: (before: String, after: String)
    private let moreOfDefinition: [String]
    private let usingParts: (before: String, after: String)

    /// The line that defines it under a name.
    func definingLine(_ name: String) -> String { definingParts.before + name + definingParts.after }

    /// The line that uses it under a name.
    func usingLine(_ name: String) -> String { usingParts.before + name + usingParts.after }

    /// All lines of the definition.
    func definition(_ name: String) -> [String] { [definingLine(name)] + moreOfDefinition }

    /// All lines of the function that uses it.
    func use(_ name: String) -> [String] { ["\(user)() {", usingLine(name), "}"] }

    /// A constant, which is multiplied; nil where the product is no number of the set.
    static func constant(_ name: String, _ vocabulary: inout TaskVocabulary) -> SharedName? {
        let value = vocabulary.number(in: 100...9999)
        let factor = vocabulary.count(2...9)
        guard vocabulary.allows(value * factor) else { return nil }
        return SharedName(
            user: vocabulary.name(), output: String(value * factor), definingParts: ("export ", "=\(value)"),
            moreOfDefinition: [], usingParts: ("    echo $(( ", " * \(factor) ))"))
    }

    /// A function, which prints its argument after a word.
    static func function(_ name: String, _ vocabulary: inout TaskVocabulary) -> SharedName? {
        let word = vocabulary.word()
        let argument = vocabulary.number()
        return SharedName(
            user: vocabulary.name(), output: "\(word) \(argument)", definingParts: ("", "() {"),
            moreOfDefinition: ["    echo \(word) $1", "}"], usingParts: ("    ", " \(argument)"))
    }
}
