import Foundations

/// Turns the JSON of a schema into nodes.
struct SchemaCompiler {
    /// A list of values that must also fit the node of the keywords beside it.
    private struct Filter {
        let node: Int
        let rest: Int
        let path: String
    }

    private let document: JSONValue
    private(set) var nodes: [SchemaNode] = []
    /// The place of each node.
    private(set) var paths: [String] = []
    private var nodeByPath: [String: Int] = [:]
    private var filters: [Filter] = []

    init(_ document: JSONValue) {
        self.document = document
    }

    /// Compiles the document and whatever it refers to; the root's node.
    mutating func compile() throws(JSONSchemaError) -> Int {
        let root = try node(document, at: "#")
        try checkEndlessReferences()
        for filter in filters { try apply(filter) }
        for (index, node) in nodes.enumerated() {
            guard case .oneOf(let branches) = node else { continue }
            try checkExclusive(branches, at: paths[index])
        }
        return root
    }

    /// The node of the subschema at `path`, compiled when it is first asked for.
    mutating func node(_ schema: JSONValue, at path: String) throws(JSONSchemaError) -> Int {
        if let known = nodeByPath[path] { return known }
        // Known before it is compiled, so that it may refer to itself.
        let index = append(.null, at: path)
        nodeByPath[path] = index
        let keywords = try SchemaKeywords(schema, at: path)
        nodes[index] = try body(keywords, node: index)
        return index
    }

    private mutating func append(_ node: SchemaNode, at path: String) -> Int {
        nodes.append(node)
        paths.append(path)
        return nodes.count - 1
    }

    // MARK: Keywords

    private mutating func body(_ keywords: SchemaKeywords, node: Int) throws(JSONSchemaError) -> SchemaNode {
        for combiner in ["$ref", "allOf", "anyOf", "oneOf"] {
            guard let value = keywords[combiner] else { continue }
            let path = keywords.path(combiner)
            if let other = keywords.assertions.first(where: { $0 != combiner }) {
                throw JSONSchemaError(
                    path: path, reason: "'\(combiner)' beside '\(other)' is not supported; put both into the branches")
            }
            if combiner == "$ref" { return .anyOf([try reference(value, at: path)]) }
            let branches = try branches(value, at: path)
            if combiner == "allOf", branches.count > 1 {
                throw JSONSchemaError(path: path, reason: "'allOf' of several schemas is not supported")
            }
            return combiner == "oneOf" ? .oneOf(branches) : .anyOf(branches)
        }
        if keywords["enum"] != nil || keywords["const"] != nil { return try values(keywords, node: node) }
        return try types(keywords)
    }

    private mutating func branches(_ value: JSONValue, at path: String) throws(JSONSchemaError) -> [Int] {
        guard let schemas = value.array, !schemas.isEmpty else {
            throw JSONSchemaError(path: path, reason: "must be a list of schemas, with one at least")
        }
        var branches: [Int] = []
        for (index, schema) in schemas.enumerated() { branches.append(try node(schema, at: "\(path)/\(index)")) }
        return branches
    }

    private mutating func reference(_ value: JSONValue, at path: String) throws(JSONSchemaError) -> Int {
        guard let text = value.string else { throw JSONSchemaError(path: path, reason: "must be a string") }
        guard let target = JSONPointer(fragment: text) else {
            throw JSONSchemaError(
                path: path, reason: "refers to \(text.debugDescription); only places in the same document are supported"
            )
        }
        guard let schema = target.value(in: document) else {
            throw JSONSchemaError(path: path, reason: "refers to \(text), which is not there")
        }
        return try node(schema, at: target.description)
    }

    private mutating func values(_ keywords: SchemaKeywords, node: Int) throws(JSONSchemaError) -> SchemaNode {
        var values: [JSONValue]?
        if let list = keywords["enum"] {
            guard let elements = list.array, !elements.isEmpty else {
                throw JSONSchemaError(
                    path: keywords.path("enum"), reason: "must be a list of values, with one at least")
            }
            values = elements
        }
        if let constant = keywords["const"] {
            values = values.map { $0.filter { JSONEquality.areEqual($0, constant) } } ?? [constant]
            if values == [] { throw JSONSchemaError(path: keywords.path, reason: "no value fits 'enum' and 'const'") }
        }
        if let key = (values ?? []).lazy.compactMap({ JSONEquality.repeatedKey(in: $0) }).first {
            throw JSONSchemaError(path: keywords.path, reason: "an object among its values has '\(key)' twice")
        }
        if keywords["type"] != nil {
            let rest = append(try types(keywords), at: keywords.path)
            filters.append(Filter(node: node, rest: rest, path: keywords.path))
        } else if let other = keywords.assertions.first(where: { $0 != "enum" && $0 != "const" }) {
            throw JSONSchemaError(
                path: keywords.path(other), reason: "'\(other)' beside a list of values needs a 'type'")
        }
        return .values(values ?? [])
    }

    private mutating func types(_ keywords: SchemaKeywords) throws(JSONSchemaError) -> SchemaNode {
        guard let type = keywords["type"] else {
            throw JSONSchemaError(
                path: keywords.path, reason: "says nothing about the type; give it a 'type', an 'enum' or a '$ref'")
        }
        guard let names = type.array else { return try node(ofType: type, keywords, at: keywords.path("type")) }
        guard !names.isEmpty else { throw JSONSchemaError(path: keywords.path("type"), reason: "names no type") }
        var branches: [Int] = []
        for (index, name) in names.enumerated() {
            let path = keywords.path("type") + "/\(index)"
            branches.append(append(try node(ofType: name, keywords, at: path), at: path))
        }
        return .anyOf(branches)
    }

    private mutating func node(
        ofType type: JSONValue, _ keywords: SchemaKeywords, at path: String
    ) throws(JSONSchemaError) -> SchemaNode {
        switch type.string {
        case "null": return .null
        case "boolean": return .boolean
        case "integer", "number": return .number(try keywords.number(isInteger: type.string == "integer"))
        case "string":
            let (least, most) = try keywords.limits("minLength", "maxLength")
            return .string(minimumLength: least, maximumLength: most)
        case "array":
            let (least, most) = try keywords.limits("minItems", "maxItems")
            guard let items = keywords["items"] else {
                throw JSONSchemaError(path: keywords.path, reason: "an array needs 'items' that say what is in it")
            }
            let node = try node(items, at: keywords.path("items"))
            return .array(items: node, minimumCount: least, maximumCount: most)
        case "object": return .object(try object(keywords))
        default:
            throw JSONSchemaError(
                path: path,
                reason: "\(type) is no type; the types are null, boolean, integer, number, string, array and object")
        }
    }

    private mutating func object(_ keywords: SchemaKeywords) throws(JSONSchemaError) -> SchemaObject {
        let required = try keywords.requiredKeys()
        var properties: [SchemaObject.Property] = []
        for (key, schema, path) in try keywords.properties() {
            let isRequired = required.contains { $0.hasSameBytes(as: key) }
            properties.append(.init(key: key, node: try node(schema, at: path), isRequired: isRequired))
        }
        if let missing = required.first(where: { key in !properties.contains { $0.key.hasSameBytes(as: key) } }) {
            throw JSONSchemaError(
                path: keywords.path("required"), reason: "names '\(missing)', which 'properties' do not describe")
        }
        return SchemaObject(properties: properties, allowsOthers: try keywords.allowsOtherMembers())
    }

    // MARK: Checks of the whole

    /// Refuses references that lead back to themselves before any value has begun.
    private func checkEndlessReferences() throws(JSONSchemaError) {
        var isDone = [Bool](repeating: false, count: nodes.count)
        var isOpen = isDone
        func visit(_ index: Int) throws(JSONSchemaError) {
            guard !isDone[index] else { return }
            guard !isOpen[index] else {
                throw JSONSchemaError(path: paths[index], reason: "refers to itself without anything in between")
            }
            isOpen[index] = true
            switch nodes[index] {
            case .anyOf(let branches), .oneOf(let branches): for branch in branches { try visit(branch) }
            default: break
            }
            isDone[index] = true
        }
        for index in nodes.indices { try visit(index) }
    }

    private mutating func apply(_ filter: Filter) throws(JSONSchemaError) {
        guard case .values(let values) = nodes[filter.node] else { return }
        let validator = SchemaValidator(nodes: nodes, closed: false)
        let valid = values.filter { validator.violation(of: $0, node: filter.rest) == nil }
        guard !valid.isEmpty else {
            throw JSONSchemaError(path: filter.path, reason: "none of its values fits the other keywords")
        }
        nodes[filter.node] = .values(valid)
    }

    private func checkExclusive(_ branches: [Int], at path: String) throws(JSONSchemaError) {
        let exclusion = SchemaExclusion(nodes: nodes)
        for (index, left) in branches.enumerated() {
            for (offset, right) in branches[(index + 1)...].enumerated() where !exclusion.areDisjoint(left, right) {
                throw JSONSchemaError(
                    path: "\(path)/oneOf",
                    reason: "a value could fit both branch \(index) and branch \(index + 1 + offset), as far as can be "
                        + "told; use 'anyOf'")
            }
        }
    }
}
