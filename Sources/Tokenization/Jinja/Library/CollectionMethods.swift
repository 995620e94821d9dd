/// The methods of lists and dictionaries that change nothing; those that would are out of bounds for templates.
enum CollectionMethods {
    static func method(_ name: String, of dictionary: JinjaDictionary) -> JinjaValue? {
        switch name {
        case "items": function(name) { .iterator(JinjaIterator(dictionary.items, kind: "dict_items", isView: true)) }
        case "keys": function(name) { .iterator(JinjaIterator(dictionary.keys, kind: "dict_keys", isView: true)) }
        case "values":
            function(name) { .iterator(JinjaIterator(dictionary.values, kind: "dict_values", isView: true)) }
        case "copy": function(name) { .dictionary(dictionary) }
        case "get":
            .function(
                JinjaFunction(name, kind: "built-in method") { arguments in
                    let values = try arguments.bound(to: ["key", "default"], of: "get")
                    guard let key = values[0] else { throw JinjaFault(.value, "get() needs a key") }
                    return dictionary[key] ?? values[1] ?? .none
                })
        case "clear", "pop", "popitem", "setdefault", "update", "fromkeys": unsafe(name, of: "dict")
        default: nil
        }
    }

    static func method(_ name: String, of elements: [JinjaValue]) -> JinjaValue? {
        switch name {
        case "copy": function(name) { .list(elements) }
        case "count":
            .function(
                JinjaFunction(name, kind: "built-in method") { arguments in
                    guard let value = arguments.positional.first else {
                        throw JinjaFault(.value, "count() needs a value")
                    }
                    return .integer(elements.count { $0.equals(value) })
                })
        case "index":
            .function(
                JinjaFunction(name, kind: "built-in method") { arguments in
                    let index = arguments.positional.first.flatMap { value in
                        elements.firstIndex { $0.equals(value) }
                    }
                    guard let index else { throw JinjaFault(.value, "the value is not in the list") }
                    return .integer(index)
                })
        case "append", "clear", "extend", "insert", "pop", "remove", "reverse", "sort": unsafe(name, of: "list")
        default: nil
        }
    }

    private static func function(_ name: String, _ body: @escaping () -> JinjaValue) -> JinjaValue {
        .function(JinjaFunction(name, kind: "built-in method") { _ in body() })
    }

    private static func unsafe(_ name: String, of kind: String) -> JinjaValue {
        .undefined("the method '\(name)' would change the \(kind) object, which templates may not do; use a namespace")
    }
}
