import Foundations

extension ByteGrammar {
    /// The texts of the values that fit a schema.
    ///
    /// - Parameter closed: whether members and elements that the schema does not describe are left out, where it would
    ///   allow them.
    package init(_ schema: JSONSchema, closed: Bool = true, depthLimit: Int = JSONSchema.depthLimit) {
        self.init(depthLimit: depthLimit)
        root = add(schema, closed: closed)
        finish()
    }

    /// The same, where there is a text at all.
    ///
    /// - Throws: ``JSONSchemaError`` where only values fit that have what the schema does not describe.
    package static func checked(
        _ schema: JSONSchema, closed: Bool
    ) throws(JSONSchemaError) -> ByteGrammar {
        let grammar = ByteGrammar(schema, closed: closed)
        guard grammar.rootDepth <= grammar.depthLimit else {
            throw JSONSchemaError(
                path: "#",
                reason: "every value that fits it has members or elements that it does not describe; describe them, or "
                    + "allow what is not described")
        }
        return grammar
    }

    /// One of the texts, each of which is fixed bytes, a value that fits a schema, and fixed bytes.
    package init(choices: [(prefix: String, schema: JSONSchema, suffix: String)]) {
        self.init()
        var branches: [Int] = []
        for choice in choices {
            let parts = [
                add(.lexeme(add(literal: choice.prefix))), add(choice.schema, closed: true),
                add(.lexeme(add(literal: choice.suffix))),
            ]
            branches.append(add(.sequence(parts)))
        }
        root = add(.choice(branches))
        finish()
    }

    /// How deep the flattest text is nested.
    var rootDepth: Int { minimumDepths[root] }

    /// Adds the rules of a schema; the rule of its root.
    mutating func add(_ schema: JSONSchema, closed: Bool) -> Int {
        var lowering = SchemaLowering(schema: schema, closed: closed)
        return lowering.rule(of: schema.root, in: &self)
    }
}
