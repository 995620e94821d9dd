public import Foundations

/// A JSON Schema (draft 2020-12) of the subset that can be decoded and checked exactly.
///
/// Supported: `type` (one or several), `properties`, `required`, `additionalProperties` (true or false), `items`,
/// `minItems`, `maxItems`, `minLength`, `maxLength`, `minimum`, `maximum`, `exclusiveMinimum`, `exclusiveMaximum`,
/// `enum`, `const`, `anyOf`, `oneOf` of branches that exclude each other, `allOf` of one, `$ref` within the document.
/// Titles, descriptions and other annotations are passed over. Everything else is an error that names its place.
///
/// ```swift
/// let schema = try JSONSchema(["type": "object", "properties": ["path": ["type": "string"]], "required": ["path"]])
/// try schema.validate(["path": "notes.txt"])
/// ```
public struct JSONSchema: Sendable, Hashable {
    /// How deep arrays and objects may be nested in what is decoded; validation has no such limit.
    public static let depthLimit = 32

    package let nodes: [SchemaNode]
    package let root: Int
    /// For each node, how deep its flattest value is nested: 0 for scalars, ``unreachable`` where there is none.
    package let minimumDepths: [Int]

    package static let unreachable = Int.max / 2

    /// Compiles a schema.
    ///
    /// - Throws: ``JSONSchemaError`` for what is no schema, not supported, or fits no value at all.
    public init(_ document: JSONValue) throws(JSONSchemaError) {
        var compiler = SchemaCompiler(document)
        root = try compiler.compile()
        nodes = compiler.nodes
        minimumDepths = Self.minimumDepths(of: nodes)
        let depth = minimumDepths[root]
        guard depth < Self.unreachable else {
            throw JSONSchemaError(path: "#", reason: "every value that fits it would be nested without end")
        }
        guard depth <= Self.depthLimit else {
            throw JSONSchemaError(
                path: "#", reason: "every value that fits it is nested deeper than \(Self.depthLimit) levels")
        }
    }

    /// The least nesting of every node, by going round until nothing changes.
    private static func minimumDepths(of nodes: [SchemaNode]) -> [Int] {
        var depths = [Int](repeating: unreachable, count: nodes.count)
        var isChanged = true
        while isChanged {
            isChanged = false
            for (index, node) in nodes.enumerated() {
                let depth =
                    switch node {
                    case .null, .boolean, .number, .string, .values: 0
                    case .array(let items, let least, _): least == 0 ? 1 : 1 + depths[items]
                    case .object(let object):
                        object.properties.reduce(1) { $1.isRequired ? max($0, 1 + depths[$1.node]) : $0 }
                    case .anyOf(let branches), .oneOf(let branches):
                        branches.reduce(unreachable) { min($0, depths[$1]) }
                    }
                if min(depth, unreachable) < depths[index] {
                    depths[index] = depth
                    isChanged = true
                }
            }
        }
        return depths
    }
}
