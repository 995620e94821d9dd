/// Writes values as Python's `json.dumps` does.
struct PythonJSON {
    var ensuresASCII = false
    /// What each level is indented by; nil writes everything on one line.
    var indent: [UInt8]?
    var itemSeparator = Array(", ".utf8)
    var keySeparator = Array(": ".utf8)
    var sortsKeys = false
    private var bytes: [UInt8] = []
    private var level = 0

    init() {}

    /// The text of `value`.
    func text(of value: JinjaValue) throws -> [UInt8] {
        var writer = self
        try writer.write(value)
        return writer.bytes
    }

    private mutating func write(_ value: JinjaValue) throws {
        // A value may hold one value many times over.
        try JinjaLimits.check(bytes.count)
        switch value {
        case .none: add("null")
        case .boolean(let value): add(value ? "true" : "false")
        case .integer(let value): add(String(value))
        case .float(let value): add(float(value))
        case .text(let text): write(text.string)
        case .list(let elements), .tuple(let elements):
            try list(elements.count, open: "[", close: "]") { writer, index in try writer.write(elements[index]) }
        case .dictionary(let dictionary):
            var pairs = Array(zip(dictionary.keys, dictionary.values))
            if sortsKeys { pairs = try pairs.sorted { try $0.0.precedes($1.0) } }
            try list(pairs.count, open: "{", close: "}") { writer, index in
                writer.write(try writer.key(pairs[index].0))
                writer.bytes.append(contentsOf: writer.keySeparator)
                try writer.write(pairs[index].1)
            }
        case .undefined(let reason): throw JinjaFault(.undefined, "\(reason), so it cannot be written as JSON")
        default: throw JinjaFault(.value, "Object of type \(value.kind) is not JSON serializable")
        }
    }

    private func key(_ key: JinjaValue) throws -> String {
        switch key {
        case .text(let text): text.string
        case .none: "null"
        case .boolean(let value): value ? "true" : "false"
        case .integer(let value): String(value)
        case .float(let value): float(value)
        default: throw JinjaFault(.value, "keys must be str, int, float, bool or None, not \(key.kind)")
        }
    }

    private func float(_ value: Double) -> String {
        value.isNaN ? "NaN" : value.isInfinite ? (value < 0 ? "-Infinity" : "Infinity") : PythonText.float(value)
    }

    private mutating func list(
        _ count: Int, open: String, close: String, each: (inout PythonJSON, Int) throws -> Void
    ) throws {
        add(open)
        level += 1
        for index in 0..<count {
            if index > 0 { bytes.append(contentsOf: itemSeparator) }
            newLine()
            try each(&self, index)
        }
        level -= 1
        if count > 0 { newLine() }
        add(close)
    }

    private mutating func newLine() {
        guard let indent else { return }
        bytes.append(0x0A)
        for _ in 0..<level { bytes.append(contentsOf: indent) }
    }

    private mutating func add(_ text: String) { bytes.append(contentsOf: text.utf8) }

    private mutating func write(_ text: String) {
        add("\"")
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": add("\\\"")
            case "\\": add("\\\\")
            case "\n": add("\\n")
            case "\r": add("\\r")
            case "\t": add("\\t")
            case "\u{0C}": add("\\f")
            case "\u{08}": add("\\b")
            default:
                if scalar.value < 0x20 || ensuresASCII && scalar.value > 0x7E {
                    for unit in String(scalar).utf16 {
                        let digits = String(unit, radix: 16)
                        add("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
                    }
                } else {
                    add(String(scalar))
                }
            }
        }
        add("\"")
    }
}
