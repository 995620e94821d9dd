/// How far a template may go: more than any chat template needs, less than hurts.
enum JinjaLimits {
    /// The longest text, in bytes.
    static let textBytes = 64 << 20
    /// The most elements that `range` gives, as in Jinja's sandbox.
    static let rangeElements = 100_000
    /// How deep statements, expressions and macros may be nested while they are carried out.
    static let depth = 400

    /// How deep values that are kept may be nested, and how many values one may hold, those in it counted again.
    static let valueDepth = 200
    static let valueCount = 1_000_000

    static func check(_ byteCount: Int) throws {
        guard byteCount <= textBytes else {
            throw JinjaFault(.limit, "the template makes a text of more than \(textBytes >> 20) MiB")
        }
    }
}
