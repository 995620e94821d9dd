/// Why a template cannot be read or rendered, and where in it.
public struct JinjaError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kinds of faults.
    public enum Code: Sendable, Hashable {
        /// The text is no template: a tag, an expression or an end is wrong.
        case syntax
        /// The template asks for something that is not implemented here.
        case unsupported
        /// Something that is not there is used as if it were.
        case undefined
        /// An operation does not go with its values.
        case value
        /// The template itself refuses what it was given, by `raise_exception`.
        case raised
        /// The template works, repeats or writes more than any chat template should.
        case limit
    }

    /// The kind of fault.
    public let code: Code
    /// The name of the template, such as its file.
    public let template: String
    /// The line of the template, counted from 1.
    public let line: Int
    /// The place in the line, counted from 1 in Unicode code points.
    public let column: Int
    /// What is wrong there; for ``Code-swift.enum/raised`` the template's own words.
    public let reason: String

    /// Describes a fault.
    public init(_ code: Code, template: String, line: Int, column: Int, reason: String) {
        self.code = code
        self.template = template
        self.line = line
        self.column = column
        self.reason = reason
    }

    public var description: String {
        let place = "\(template):\(line):\(column)"
        return switch code {
        case .raised: "\(place): the template refuses this conversation: \(reason)"
        case .unsupported: "\(place): \(reason) is not supported in templates"
        default: "\(place): \(reason)"
        }
    }
}
