import Foundations

/// Turns the JSON of a schema into nodes, each a list of shapes.
///
/// Nodes are worked out when they are first asked for, so that a schema may contain itself. What combines schemas is
/// carried out on shapes: `allOf` and whatever stands beside `$ref` intersect, `anyOf` and `oneOf` gather.
struct SchemaCompiler {
    /// What a node will be.
    private enum Source {
        case schema(JSONValue)
        case complement(JSONValue)
        case shapes([SchemaShape])
        case intersection(Int, Int)
    }

    private enum State {
        case open
        case busy
        case done
    }

    /// Branches of which one value may fit one at most, and what else must hold.
    struct ExclusiveBranches {
        let base: Int
        let branches: [Int]
        let path: String
    }

    /// The nodes that everything and nothing fits.
    static let anything = 0
    static let nothing = 1
    private static let nodeLimit = 20_000
    private static let shapeLimit = 1_000
    private static let nestingLimit = 200

    let document: JSONValue
    /// The places of `oneOf` whose branches leave each other out.
    let exactPaths: Set<String>
    private(set) var root = 0
    private(set) var nodes: [SchemaNode] = []
    private var sources: [Source] = []
    private var states: [State] = []
    private var nodeByPath: [String: Int] = [:]
    /// The nodes that an intersection is of, and the intersections that are known.
    private var parts: [[Int]] = []
    private var intersections: [[Int]: Int] = [:]
    var exclusive: [ExclusiveBranches] = []
    var numbers: [SchemaNumber: RegularLanguage] = [:]
    var strings: [SchemaString: RegularLanguage] = [:]
    /// For each node, whether a value fits it.
    var isPossible: [Bool] = []
    /// The place of a `oneOf` whose branches were found not to exclude each other.
    var overlap: String?
    private var nesting = 0

    init(_ document: JSONValue, exactPaths: Set<String> = []) {
        self.document = document
        self.exactPaths = exactPaths
        _ = add(.schema(.bool(true)), at: "#")
        _ = add(.schema(.bool(false)), at: "#")
    }

    /// Compiles the document and whatever it refers to.
    mutating func compile() throws(JSONSchemaError) {
        root = try node(document, at: "#")
        try resolveAll()
        try checkExclusive()
    }

    /// Why no value fits the root.
    var reasonOfEmptiness: String {
        let hasValues = nodes.contains { node in
            node.path == "#" && node.shapes.contains { if case .values = $0 { true } else { false } }
        }
        if hasValues { return "none of its values fits the other keywords" }
        return "no value fits it, or every one would be nested without end"
    }

    mutating func setShape(_ shape: SchemaShape, _ node: Int, _ place: Int) { nodes[node].shapes[place] = shape }
    mutating func setShapes(_ shapes: [SchemaShape], _ node: Int) { nodes[node].shapes = shapes }

    mutating func resolveAll() throws(JSONSchemaError) {
        var index = 0
        while index < nodes.count {
            _ = try shapes(of: index)
            index += 1
        }
    }

    // MARK: Nodes

    private mutating func add(_ source: Source, at path: String) -> Int {
        nodes.append(SchemaNode(shapes: [], path: path))
        sources.append(source)
        states.append(.open)
        parts.append([nodes.count - 1])
        return nodes.count - 1
    }

    private func checkRoom(at path: String) throws(JSONSchemaError) {
        guard nodes.count < Self.nodeLimit else {
            throw JSONSchemaError(path: path, reason: "the whole schema needs more than \(Self.nodeLimit) parts")
        }
    }

    /// The node of the subschema at `path`.
    mutating func node(_ schema: JSONValue, at path: String) throws(JSONSchemaError) -> Int {
        if schema == .bool(true) { return Self.anything }
        if schema == .bool(false) { return Self.nothing }
        if let known = nodeByPath[path] { return known }
        try checkRoom(at: path)
        let index = add(.schema(schema), at: path)
        nodeByPath[path] = index
        return index
    }

    /// The node of all values that do not fit a subschema.
    mutating func complement(_ schema: JSONValue, at path: String) throws(JSONSchemaError) -> Int {
        let key = "not " + path
        if let known = nodeByPath[key] { return known }
        try checkRoom(at: path)
        let index = add(.complement(schema), at: path)
        nodeByPath[key] = index
        return index
    }

    mutating func node(of shapes: [SchemaShape], at path: String) -> Int { add(.shapes(shapes), at: path) }

    /// The node of the values that fit both.
    mutating func intersection(_ left: Int, _ right: Int, at path: String) throws(JSONSchemaError) -> Int {
        if left == right || right == Self.anything { return left }
        if left == Self.anything { return right }
        if left == Self.nothing || right == Self.nothing { return Self.nothing }
        let both = Set(parts[left] + parts[right]).sorted()
        if let known = intersections[both] { return known }
        try checkRoom(at: path)
        let index = add(.intersection(left, right), at: nodes[left].path)
        parts[index] = both
        intersections[both] = index
        return index
    }

    /// The shapes of a node.
    mutating func shapes(of index: Int) throws(JSONSchemaError) -> [SchemaShape] {
        switch states[index] {
        case .done: return nodes[index].shapes
        case .busy:
            throw JSONSchemaError(path: nodes[index].path, reason: "refers to itself without anything in between")
        case .open: break
        }
        states[index] = .busy
        nesting += 1
        defer { nesting -= 1 }
        let path = nodes[index].path
        guard nesting < Self.nestingLimit else {
            throw JSONSchemaError(path: path, reason: "is nested deeper than \(Self.nestingLimit) levels")
        }
        var shapes: [SchemaShape]
        switch sources[index] {
        case .schema(let schema): shapes = try self.shapes(of: schema, at: path)
        case .complement(let schema): shapes = try complementShapes(of: schema, at: path)
        case .shapes(let known): shapes = known
        case .intersection(let left, let right):
            shapes = try intersection(try self.shapes(of: left), try self.shapes(of: right), at: path)
        }
        for position in shapes.indices { shapes[position] = try sealed(shapes[position], at: path) }
        nodes[index].shapes = shapes
        states[index] = .done
        return shapes
    }

    /// Every pair that has something in common.
    mutating func intersection(
        _ left: [SchemaShape], _ right: [SchemaShape], at path: String
    ) throws(JSONSchemaError) -> [SchemaShape] {
        var result: [SchemaShape] = []
        for first in left {
            for second in right {
                guard let both = try intersection(first, second, at: path), !result.contains(both) else { continue }
                result.append(both)
                guard result.count <= Self.shapeLimit else {
                    throw JSONSchemaError(
                        path: path, reason: "its parts can be combined in more than \(Self.shapeLimit) ways")
                }
            }
        }
        return result
    }

    /// The shape with the nodes that only follow from others.
    private mutating func sealed(_ shape: SchemaShape, at path: String) throws(JSONSchemaError) -> SchemaShape {
        guard case .array(var array) = shape, var contained = array.contained else { return shape }
        contained.matchingPrefix = []
        contained.otherPrefix = []
        for node in array.prefix {
            contained.matchingPrefix.append(try intersection(node, contained.node, at: path))
            contained.otherPrefix.append(
                try contained.complement.map { (other) throws(JSONSchemaError) in
                    try intersection(node, other, at: path)
                } ?? node)
        }
        contained.matchingRest = try intersection(array.rest, contained.node, at: path)
        contained.otherRest = array.rest
        if let complement = contained.complement {
            contained.otherRest = try intersection(array.rest, complement, at: path)
        }
        array.contained = contained
        return .array(array)
    }

    // MARK: References

    /// The shapes of what a reference leads to.
    mutating func target(of value: JSONValue, at path: String) throws(JSONSchemaError) -> (JSONValue, String) {
        guard let text = value.string else { throw JSONSchemaError(path: path, reason: "must be a string") }
        var fragment = text
        if let id = document["$id"]?.string, !id.isEmpty, text.hasPrefix(id) {
            fragment = String(text.dropFirst(id.count))
            if fragment.isEmpty { fragment = "#" }
        }
        if fragment.hasPrefix("#"), !fragment.hasPrefix("#/"), fragment != "#" {
            let name = String(fragment.dropFirst())
            guard let found = SchemaAnchors.find(name, in: document) else {
                throw JSONSchemaError(path: path, reason: "refers to \(text), which is not there")
            }
            return found
        }
        guard let target = JSONPointer(fragment: fragment) else {
            throw JSONSchemaError(
                path: path, reason: "refers to \(text.debugDescription); only places in the same document are supported"
            )
        }
        guard let schema = target.value(in: document) else {
            throw JSONSchemaError(path: path, reason: "refers to \(text), which is not there")
        }
        return (schema, target.description)
    }
}
