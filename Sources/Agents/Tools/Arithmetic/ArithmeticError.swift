/// Why an expression has no value, and where.
struct ArithmeticError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong.
    let reason: String
    /// The place in the expression, counted from 1 in characters; nil where it is no one place.
    let column: Int?

    var description: String { column.map { "\(reason) at character \($0)" } ?? reason }
}
