/// What can be called: a macro, a method, one of the functions that every template has.
final class JinjaFunction {
    let name: String
    /// The name of its kind in Python.
    let kind: String
    let body: (JinjaArguments) throws -> JinjaValue

    init(_ name: String, kind: String = "function", body: @escaping (JinjaArguments) throws -> JinjaValue) {
        self.name = name
        self.kind = kind
        self.body = body
    }
}
