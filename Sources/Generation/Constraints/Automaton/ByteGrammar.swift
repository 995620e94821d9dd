import Foundations

/// What may be written, byte by byte: JSON of one or more schemas in canonical style, and fixed texts around it.
///
/// The canonical style is that of Python's `json.dumps(value, ensure_ascii=False)`, in which chat templates write tool
/// calls: `", "` and `": "` between values, members in the order of the schema, no other white space.
package struct ByteGrammar: Sendable {
    private(set) var rules: [GrammarRule] = []
    private(set) var literals: [[UInt8]] = []
    /// For each rule, how deep its flattest text is nested.
    private(set) var minimumDepths: [Int] = []
    /// The rule of the whole text.
    package private(set) var root = 0
    /// How deep arrays and objects may be nested.
    let depthLimit: Int

    let comma: Int
    let openBracket: Int
    let closeBracket: Int
    let openBrace: Int
    let closeBrace: Int

    /// A grammar without rules.
    init(depthLimit: Int) {
        self.depthLimit = depthLimit
        let punctuation = [", ", "[", "]", "{", "}"]
        literals = punctuation.map { Array($0.utf8) }
        (comma, openBracket, closeBracket, openBrace, closeBrace) = (0, 1, 2, 3, 4)
    }

    /// The texts of the values that fit a schema.
    package init(_ schema: JSONSchema, depthLimit: Int = JSONSchema.depthLimit) {
        self.init(depthLimit: depthLimit)
        root = add(schema)
    }

    /// One of the texts, each of which is fixed bytes, a value that fits a schema, and fixed bytes.
    package init(choices: [(prefix: String, schema: JSONSchema, suffix: String)]) {
        self.init(depthLimit: JSONSchema.depthLimit)
        var branches: [Int] = []
        for choice in choices {
            let parts = [
                add(literals: [Array(choice.prefix.utf8)]), add(choice.schema),
                add(literals: [Array(choice.suffix.utf8)]),
            ]
            branches.append(add(.sequence(parts), depth: parts.reduce(0) { max($0, minimumDepths[$1]) }))
        }
        root = add(.choice(branches), depth: branches.reduce(.max) { min($0, minimumDepths[$1]) })
    }

    private mutating func add(_ rule: GrammarRule, depth: Int) -> Int {
        rules.append(rule)
        minimumDepths.append(depth)
        return rules.count - 1
    }

    private mutating func add(literals texts: [[UInt8]]) -> Int {
        add(.literals(range(of: texts)), depth: 0)
    }

    private mutating func range(of texts: [[UInt8]]) -> Range<Int> {
        let start = literals.count
        for text in texts.sorted(by: { $0.lexicographicallyPrecedes($1) }) where literals[start...].last != text {
            literals.append(text)
        }
        return start..<literals.count
    }

    private mutating func add(_ schema: JSONSchema) -> Int {
        let base = rules.count
        for (index, node) in schema.nodes.enumerated() {
            let rule: GrammarRule
            switch node {
            case .null: rule = .literals(range(of: [Array("null".utf8)]))
            case .boolean: rule = .literals(range(of: [Array("true".utf8), Array("false".utf8)]))
            case .number(let number): rule = .number(number.range)
            case .string(let least, let most): rule = .string(minimumLength: least, maximumLength: most)
            case .array(let items, let least, let most):
                rule = .array(items: base + items, minimumCount: least, maximumCount: most)
            case .object(let object): rule = .object(members(of: object, base: base))
            case .values(let values): rule = .literals(range(of: values.map { CanonicalJSON.bytes(of: $0) }))
            case .anyOf(let branches), .oneOf(let branches): rule = .choice(branches.map { base + $0 })
            }
            _ = add(rule, depth: schema.minimumDepths[index])
        }
        return base + schema.root
    }

    private mutating func members(of object: SchemaObject, base: Int) -> [GrammarRule.Member] {
        object.properties.map { property in
            let key = CanonicalJSON.bytes(of: .string(property.key)) + Array(": ".utf8)
            return GrammarRule.Member(
                first: range(of: [key]).lowerBound, further: range(of: [Array(", ".utf8) + key]).lowerBound,
                rule: base + property.node, isRequired: property.isRequired)
        }
    }
}
