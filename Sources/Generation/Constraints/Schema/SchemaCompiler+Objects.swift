import Foundations

extension SchemaCompiler {
    /// The objects that the keywords describe; nil where there are none.
    mutating func object(_ keywords: SchemaKeywords) throws(JSONSchemaError) -> SchemaObject? {
        let (least, most) = try keywords.limits("minProperties", "maxProperties")
        var object = SchemaObject(others: try others(keywords), least: least, most: most)
        for (key, schema, path) in try keywords.map("properties") {
            var node = try node(schema, at: path)
            // A pattern that the key fits holds as well.
            if let match = object.others(key), match.isPattern { node = try intersection(node, match.node, at: path) }
            object.properties.append(.init(key: key, node: node, isRequired: false))
        }
        try keepNames(keywords, &object)
        for key in try keywords["required"].map({ (value) throws(JSONSchemaError) in
            try keywords.strings(value, at: keywords.path("required"))
        }) ?? [] {
            if let index = object.properties.firstIndex(where: { $0.key.hasSameBytes(as: key) }) {
                object.properties[index].isRequired = true
            } else {
                let node = object.others(key)?.node ?? Self.nothing
                object.properties.append(.init(key: key, node: node, isRequired: true))
            }
        }
        return object
    }

    /// Divides keys into sets without a key in common: one for each combination of patterns, and the rest.
    private mutating func others(_ keywords: SchemaKeywords) throws(JSONSchemaError) -> [SchemaObject.Others] {
        let path = keywords.path("patternProperties")
        let patterns = try keywords.map("patternProperties")
        guard patterns.count <= 6 else {
            throw JSONSchemaError(path: path, reason: "more than 6 patterns for keys are not supported")
        }
        let all = Lexeme.allStrings
        var sets: [(keys: RegularLanguage, node: Int?)] = [(all, nil)]
        for (pattern, schema, place) in patterns {
            let language = try Self.language(ofPattern: .string(pattern), at: place)
            let node = try node(schema, at: place)
            var divided: [(keys: RegularLanguage, node: Int?)] = []
            for set in sets {
                let (inside, outside) = try bounded(at: place) { () throws(LanguageError) in
                    (try set.keys.intersection(language), try set.keys.subtracting(language))
                }
                if !inside.isEmpty {
                    divided.append(
                        (
                            inside,
                            try set.node.map { (other) throws(JSONSchemaError) in
                                try intersection(other, node, at: place)
                            } ?? node
                        ))
                }
                if !outside.isEmpty { divided.append((outside, set.node)) }
            }
            sets = divided
        }
        let rest = try keywords["additionalProperties"].map { (schema) throws(JSONSchemaError) in
            try node(schema, at: keywords.path("additionalProperties"))
        }
        let isOpen =
            rest == nil && (keywords["properties"] != nil || !patterns.isEmpty || keywords["required"] != nil)
        return sets.map { set in
            SchemaObject.Others(
                keys: patterns.isEmpty ? nil : set.keys, node: set.node ?? rest ?? Self.anything,
                isOpen: isOpen && set.node == nil, isPattern: set.node != nil)
        }
    }

    /// Leaves the members whose keys fit `propertyNames`.
    private mutating func keepNames(
        _ keywords: SchemaKeywords, _ object: inout SchemaObject
    ) throws(JSONSchemaError) {
        guard let schema = keywords["propertyNames"] else { return }
        let path = keywords.path("propertyNames")
        let names = try node(schema, at: path)
        let shapes = try shapes(of: names)
        for case .values(_, let filters) in shapes { for filter in filters { _ = try self.shapes(of: filter) } }
        let language = try keyLanguage(shapes, at: path)
        for index in object.properties.indices {
            let key = CanonicalJSON.bytes(of: .string(object.properties[index].key))
            if !language.contains(key) { object.properties[index].node = Self.nothing }
        }
        var kept: [SchemaObject.Others] = []
        for var others in object.others {
            let keys = try bounded(at: path) { () throws(LanguageError) in
                try others.keys?.intersection(language) ?? language
            }
            if keys.isEmpty { continue }
            others.keys = keys
            // Who says what keys may look like means them to be written.
            others.isOpen = false
            kept.append(others)
        }
        object.others = kept
    }

    /// The strings among the values of some shapes.
    private func keyLanguage(_ shapes: [SchemaShape], at path: String) throws(JSONSchemaError) -> RegularLanguage {
        var union: RegularLanguage?
        for shape in shapes {
            let language: RegularLanguage
            switch shape {
            case .string(let string):
                language = try bounded(at: path) { () throws(LanguageError) in try string.exactLanguage() }
            case .values(let values, let filters):
                let validator = SchemaValidator(nodes: nodes, closed: false)
                let words = values.filter { value in
                    value.string != nil && filters.allSatisfy { validator.violation(of: value, node: $0) == nil }
                }
                language = try bounded(at: path) { () throws(LanguageError) in
                    try RegularLanguage(words: words.map { CanonicalJSON.bytes(of: $0) })
                }
            default: continue
            }
            if let known = union {
                union = try bounded(at: path) { () throws(LanguageError) in try known.union(language) }
            } else {
                union = language
            }
        }
        if let union { return union }
        return try bounded(at: path) { () throws(LanguageError) in try RegularLanguage(words: []) }
    }
}
