/// A part of a template that can be called, with its parameters.
struct JinjaMacroDefinition: Sendable {
    let name: String
    let parameters: [(name: String, initial: JinjaExpression?)]
    let body: [JinjaStatement]
    /// The names that the body looks up; whether it takes `varargs`, `kwargs` and `caller` hangs on it.
    let names: Set<String>
}
