/// A word of a template.
struct JinjaToken: Sendable {
    /// What it is.
    enum Kind: Sendable, Equatable {
        /// Text between tags.
        case data([UInt8])
        /// `{{`
        case variableBegin
        /// `}}`
        case variableEnd
        /// `{%`
        case blockBegin
        /// `%}`
        case blockEnd
        case name(String)
        case string([UInt8])
        case integer(Int)
        case float(Double)
        /// A sign such as `+` or `==`.
        case sign(String)
        case end
    }

    let kind: Kind
    /// The place of its first byte in the source.
    let offset: Int

    /// The token in words, for errors.
    var description: String {
        switch kind {
        case .data: "text"
        case .variableBegin: "'{{'"
        case .variableEnd: "'}}'"
        case .blockBegin: "'{%'"
        case .blockEnd: "'%}'"
        case .name(let name): "'\(name)'"
        case .string: "a string"
        case .integer, .float: "a number"
        case .sign(let sign): "'\(sign)'"
        case .end: "the end of the template"
        }
    }
}
