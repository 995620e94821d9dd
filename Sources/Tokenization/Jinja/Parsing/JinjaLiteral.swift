/// A value that is written in the template.
enum JinjaLiteral: Sendable {
    case none
    case boolean(Bool)
    case integer(Int)
    case float(Double)
    case text(JinjaText)
}
