/// A value while a template is rendered; kinds and behaviour are Python's.
enum JinjaValue {
    /// What is not there; the words say what was looked for.
    case undefined(String)
    case none
    case boolean(Bool)
    case integer(Int)
    case float(Double)
    case text(JinjaText)
    case list([JinjaValue])
    case tuple([JinjaValue])
    case dictionary(JinjaDictionary)
    /// What filters such as `map` give: it can be gone through once.
    case iterator(JinjaIterator)
    case namespace(JinjaNamespace)
    case function(JinjaFunction)
    case loop(JinjaLoop)

    /// Text that is no part of the template.
    static func text(_ text: String) -> JinjaValue { .text(JinjaText(text)) }

    /// The name of its kind, as Python has it.
    var kind: String {
        switch self {
        case .undefined: "Undefined"
        case .none: "NoneType"
        case .boolean: "bool"
        case .integer: "int"
        case .float: "float"
        case .text: "str"
        case .list: "list"
        case .tuple: "tuple"
        case .dictionary: "dict"
        case .iterator(let iterator): iterator.kind
        case .namespace: "Namespace"
        case .function(let function): function.kind
        case .loop: "LoopContext"
        }
    }

    /// Whether it counts as true in a condition.
    var isTrue: Bool {
        switch self {
        case .undefined, .none: false
        case .boolean(let value): value
        case .integer(let value): value != 0
        case .float(let value): value != 0
        case .text(let text): !text.isEmpty
        case .list(let elements), .tuple(let elements): !elements.isEmpty
        case .dictionary(let dictionary): !dictionary.keys.isEmpty
        case .iterator(let iterator): iterator.count.map { $0 > 0 } ?? true
        case .namespace, .function, .loop: true
        }
    }

    /// The number that it is; booleans are numbers in Python.
    var integer: Int? {
        switch self {
        case .integer(let value): value
        case .boolean(let value): value ? 1 : 0
        default: nil
        }
    }

    /// The number that it is, rounded to a float.
    var number: Double? {
        if case .float(let value) = self { return value }
        return integer.map { Double($0) }
    }

    var text: JinjaText? {
        if case .text(let text) = self { text } else { nil }
    }

    var isUndefined: Bool {
        if case .undefined = self { true } else { false }
    }

    /// The fault that using an undefined value is; nil for all others.
    var undefinedFault: JinjaFault? {
        if case .undefined(let reason) = self { JinjaFault(.undefined, reason) } else { nil }
    }

    /// The elements that a loop goes through.
    func elements() throws -> [JinjaValue] {
        switch self {
        case .undefined: []
        case .list(let elements), .tuple(let elements): elements
        case .dictionary(let dictionary): dictionary.keys
        case .text(let text): text.characters.map { .text($0) }
        case .iterator(let iterator): iterator.take()
        default: throw JinjaFault(.value, "'\(kind)' object is not iterable")
        }
    }

    /// The number of elements, as `length` gives it.
    func count() throws -> Int {
        switch self {
        case .undefined: return 0
        case .list(let elements), .tuple(let elements): return elements.count
        case .dictionary(let dictionary): return dictionary.keys.count
        case .text(let text): return text.characterCount
        case .iterator(let iterator):
            if let count = iterator.count { return count }
        default: break
        }
        throw JinjaFault(.value, "object of type '\(kind)' has no len()")
    }
}
