/// The names that a part of a template sets, and those around it.
final class JinjaScope {
    let parent: JinjaScope?
    private var values: [String: JinjaValue] = [:]

    init(in parent: JinjaScope?) {
        self.parent = parent
    }

    /// The value of `name`, here or further out.
    subscript(name: String) -> JinjaValue? {
        var scope: JinjaScope? = self
        while let current = scope {
            if let value = current.values[name] { return value }
            scope = current.parent
        }
        return nil
    }

    /// Sets `name` here, whatever it is further out.
    func set(_ name: String, _ value: JinjaValue) { values[name] = value }

    /// Forgets every name set here.
    func removeAll() { values = [:] }
}
