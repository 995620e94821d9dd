/// Looks up attributes and elements of values, as Jinja's sandbox lets templates do.
enum JinjaAttributes {
    /// `value.name`
    static func attribute(_ name: String, of value: JinjaValue) throws -> JinjaValue {
        if let method = try method(name, of: value) { return method }
        if case .dictionary(let dictionary) = value, let element = dictionary[name] { return element }
        return missing(name, of: value)
    }

    /// `value[key]`
    static func item(_ key: JinjaValue, of value: JinjaValue) throws -> JinjaValue {
        if let fault = value.undefinedFault { throw fault }
        switch value {
        case .dictionary(let dictionary):
            if let element = dictionary[key] { return element }
        case .list(let elements), .tuple(let elements):
            if let index = key.integer, let place = place(index, of: elements.count) { return elements[place] }
        case .text(let text):
            if let index = key.integer {
                let offsets = text.characterOffsets
                if let place = place(index, of: offsets.count - 1) {
                    return .text(text[offsets[place]..<offsets[place + 1]])
                }
            }
        default: break
        }
        if case .text(let name) = key, let method = try method(name.string, of: value) { return method }
        return missing(try PythonText.text(of: key).string, of: value)
    }

    private static func place(_ index: Int, of count: Int) -> Int? {
        let place = index < 0 ? index + count : index
        return place >= 0 && place < count ? place : nil
    }

    private static func missing(_ name: String, of value: JinjaValue) -> JinjaValue {
        let owner =
            switch value {
            case .dictionary: "dict object"
            default: "\(value.kind) object"
            }
        return .undefined("'\(owner)' has no attribute '\(name)'")
    }

    /// An attribute that values of this kind have by themselves.
    private static func method(_ name: String, of value: JinjaValue) throws -> JinjaValue? {
        if let fault = value.undefinedFault { throw fault }
        if name.hasPrefix("__") { return .undefined("access to attribute '\(name)' is unsafe") }
        switch value {
        case .text(let text):
            guard TextMethods.names.contains(name) else { return nil }
            return .function(
                JinjaFunction(name, kind: "built-in method") { try TextMethods.call(name, on: text, $0) })
        case .dictionary(let dictionary):
            return CollectionMethods.method(name, of: dictionary)
        case .list(let elements), .tuple(let elements):
            return CollectionMethods.method(name, of: elements)
        case .namespace(let namespace): return namespace.attributes[name]
        case .loop(let loop): return loop.attribute(name)
        case .function(let function) where function.kind == "Macro" && name == "name": return .text(function.name)
        default: return nil
        }
    }
}
