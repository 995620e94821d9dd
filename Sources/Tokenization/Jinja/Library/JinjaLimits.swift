/// How far a template may go: more than any chat template needs, less than hurts.
enum JinjaLimits {
    /// The longest text, in bytes: some four million tokens.
    static let textBytes = 16 << 20
    /// The most elements that `range` gives, as in Jinja's sandbox.
    static let rangeElements = 100_000
    /// The most parts that a text is taken into, such as characters, words or lines: each takes some 150 bytes.
    static let parts = 100_000
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

    static func check(partCount: Int) throws {
        guard partCount <= parts else {
            throw JinjaFault(.limit, "the template takes a text into more than \(parts) parts")
        }
    }
}
