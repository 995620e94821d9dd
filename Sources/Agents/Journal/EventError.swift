/// Why a JSON value is no event of a run.
struct EventError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
