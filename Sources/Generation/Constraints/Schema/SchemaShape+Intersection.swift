import Foundations

extension SchemaCompiler {
    /// The values that fit both; nil where there are none, as far as the shapes themselves say.
    mutating func intersection(
        _ left: SchemaShape, _ right: SchemaShape, at path: String
    ) throws(JSONSchemaError) -> SchemaShape? {
        switch (left, right) {
        case (.null, .null), (.boolean, .boolean): return left
        case (.number(let a), .number(let b)): return .number(try intersection(a, b, at: path))
        case (.string(let a), .string(let b)): return try intersection(a, b, at: path).map { .string($0) }
        case (.array(let a), .array(let b)): return .array(try intersection(a, b, at: path))
        case (.object(let a), .object(let b)): return .object(try intersection(a, b, at: path))
        case (.values(let a, let first), .values(let b, let second)):
            let values = a.filter { value in b.contains { JSONEquality.areEqual($0, value) } }
            return values.isEmpty ? nil : .values(values, filters: first + second)
        case (.values(let values, let filters), let other), (let other, .values(let values, let filters)):
            return .values(values, filters: filters + [node(of: [other], at: path)])
        default: return nil
        }
    }

    private func intersection(
        _ a: SchemaNumber, _ b: SchemaNumber, at path: String
    ) throws(JSONSchemaError) -> SchemaNumber {
        guard let range = a.range.intersection(b.range) else {
            throw JSONSchemaError(path: path, reason: "two 'multipleOf' together have too large a common multiple")
        }
        func chosen(_ left: JSONValue?, _ right: JSONValue?, greater: Bool) -> JSONValue? {
            guard let left, let right else { return left ?? right }
            let order = JSONEquality.order(left, right) ?? 0
            return (order > 0) == greater ? left : right
        }
        return SchemaNumber(
            isInteger: a.isInteger || b.isInteger, isFraction: a.isFraction || b.isFraction,
            minimum: chosen(a.minimum, b.minimum, greater: true),
            exclusiveMinimum: chosen(a.exclusiveMinimum, b.exclusiveMinimum, greater: true),
            maximum: chosen(a.maximum, b.maximum, greater: false),
            exclusiveMaximum: chosen(a.exclusiveMaximum, b.exclusiveMaximum, greater: false),
            multiplesOf: a.multiplesOf + b.multiplesOf.filter { !a.multiplesOf.contains($0) },
            excluded: a.excluded + b.excluded, range: range)
    }

    private func intersection(
        _ a: SchemaString, _ b: SchemaString, at path: String
    ) throws(JSONSchemaError) -> SchemaString? {
        let language = try intersection(a.language, b.language, at: path)
        if language?.isEmpty == true { return nil }
        let most = a.most.map { min($0, b.most ?? .max) } ?? b.most
        return SchemaString(language: language, least: max(a.least, b.least), most: most)
    }

    private func intersection(
        _ a: RegularLanguage?, _ b: RegularLanguage?, at path: String
    ) throws(JSONSchemaError) -> RegularLanguage? {
        guard let a, let b else { return a ?? b }
        return a == b ? a : try bounded(at: path) { () throws(LanguageError) in try a.intersection(b) }
    }

    private mutating func intersection(
        _ a: SchemaArray, _ b: SchemaArray, at path: String
    ) throws(JSONSchemaError) -> SchemaArray {
        var result = SchemaArray(rest: try intersection(a.rest, b.rest, at: path))
        for index in 0..<max(a.prefix.count, b.prefix.count) {
            result.prefix.append(
                try intersection(
                    index < a.prefix.count ? a.prefix[index] : a.rest,
                    index < b.prefix.count ? b.prefix[index] : b.rest, at: path))
        }
        result.isOpen = a.isOpen && b.isOpen
        result.least = max(a.least, b.least)
        result.most = a.most.map { min($0, b.most ?? .max) } ?? b.most
        if a.contained != nil, b.contained != nil {
            throw JSONSchemaError(path: path, reason: "several 'contains' together are not supported")
        }
        result.contained = a.contained ?? b.contained
        return result
    }

    private mutating func intersection(
        _ a: SchemaObject, _ b: SchemaObject, at path: String
    ) throws(JSONSchemaError) -> SchemaObject {
        var result = SchemaObject(others: [])
        for property in a.properties {
            let twin = b.property(property.key)
            let other = twin?.node ?? b.others(property.key)?.node ?? Self.nothing
            result.properties.append(
                .init(
                    key: property.key, node: try intersection(property.node, other, at: path),
                    isRequired: property.isRequired || twin?.isRequired == true))
        }
        for property in b.properties where a.property(property.key) == nil {
            let other = a.others(property.key)?.node ?? Self.nothing
            result.properties.append(
                .init(
                    key: property.key, node: try intersection(property.node, other, at: path),
                    isRequired: property.isRequired))
        }
        for left in a.others {
            for right in b.others {
                let keys = try intersection(left.keys, right.keys, at: path)
                if keys?.isEmpty == true { continue }
                let node = try intersection(left.node, right.node, at: path)
                result.others.append(.init(keys: keys, node: node, isOpen: left.isOpen && right.isOpen))
            }
        }
        result.least = max(a.least, b.least)
        result.most = a.most.map { min($0, b.most ?? .max) } ?? b.most
        return result
    }

    /// Does what may become too large, and says where.
    func bounded<Result>(
        at path: String, _ body: () throws(LanguageError) -> Result
    ) throws(JSONSchemaError) -> Result {
        do { return try body() } catch {
            throw JSONSchemaError(path: path, reason: "cannot be decoded: \(error)")
        }
    }
}
