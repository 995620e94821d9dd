public import Foundations

/// A JSON Schema (draft 2020-12) of the subset that can be decoded and checked exactly.
///
/// Supported are `type`, `enum`, `const`, `properties`, `required`, `additionalProperties`, `patternProperties`,
/// `propertyNames`, `minProperties`, `maxProperties`, `dependentRequired`, `dependentSchemas`, `items`, `prefixItems`,
/// `minItems`, `maxItems`, `contains`, `minContains`, `maxContains`, `minLength`, `maxLength`, `pattern`, `format`,
/// `minimum`, `maximum`, `exclusiveMinimum`, `exclusiveMaximum`, `multipleOf`, `anyOf`, `oneOf`, `allOf`, `not`, `if`,
/// `then`, `else`, `$ref` and `$anchor` within the document, and boolean schemas; `not`, and what needs it, where the
/// complement is a schema, too. Titles, descriptions and other annotations are passed over. Everything else is an error
/// that names its place.
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
    /// The canonical texts of the numbers that occur.
    let numbers: [SchemaNumber: RegularLanguage]
    /// The strings that have both a form and a limited length.
    let strings: [SchemaString: RegularLanguage]

    /// Compiles a schema.
    ///
    /// - Throws: ``JSONSchemaError`` for what is no schema, not supported, or fits no value at all.
    public init(_ document: JSONValue) throws(JSONSchemaError) {
        let compiler = try Self.compiled(document)
        nodes = compiler.nodes
        root = compiler.root
        numbers = compiler.numbers
        strings = compiler.strings
        guard compiler.isPossible[root] else {
            throw JSONSchemaError(path: "#", reason: compiler.reasonOfEmptiness)
        }
        let depth = ByteGrammar(self, closed: false).rootDepth
        guard depth <= Self.depthLimit else {
            throw JSONSchemaError(
                path: "#", reason: "every value that fits it is nested deeper than \(Self.depthLimit) levels")
        }
    }

    /// Branches of `oneOf` are first taken to exclude each other; where they do not, each leaves the others out.
    private static func compiled(_ document: JSONValue) throws(JSONSchemaError) -> SchemaCompiler {
        var exactPaths: Set<String> = []
        while true {
            var compiler = SchemaCompiler(document, exactPaths: exactPaths)
            do throws(JSONSchemaError) {
                try compiler.compile()
                return compiler
            } catch {
                guard let path = compiler.overlap, exactPaths.insert(path).inserted else { throw error }
            }
        }
    }
}
