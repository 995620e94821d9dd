/// Why a JSON Schema cannot be used.
///
/// What the package does not support is an error, never a freedom: a value that was decoded or checked by a schema
/// fits all of it.
public struct JSONSchemaError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Where in the schema, as a JSON Pointer fragment: `#/properties/path/pattern`.
    public let path: String
    /// What is wrong there.
    public let reason: String

    /// Names a place and what is wrong with it.
    public init(path: String, reason: String) {
        self.path = path
        self.reason = reason
    }

    public var description: String { "the JSON Schema at \(path): \(reason)" }
}
