public import Foundations

/// What a text is to be.
public enum ConstraintSource: Sendable, Hashable {
    /// Any JSON value.
    case anyJSON
    /// A value that fits a JSON Schema.
    ///
    /// With `closed`, objects have no members, and arrays no elements, that the schema does not describe, although it
    /// would allow them.
    case schema(JSONValue, closed: Bool = true)
    /// A text that a regular expression matches as a whole.
    case regex(String)
    /// A text of a grammar in GBNF; `file` is what errors name.
    case grammar(String, file: String = "the grammar")
}
