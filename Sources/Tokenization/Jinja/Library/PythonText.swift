/// Values as text, as Python's `str` and `repr` write them.
enum PythonText {
    /// What `str` gives: text as it is, everything else as ``representation(of:)``.
    static func text(of value: JinjaValue) throws -> JinjaText {
        switch value {
        case .text(let text): text
        case .undefined: JinjaText()
        default: JinjaText(try representation(of: value))
        }
    }

    /// What `repr` gives.
    static func representation(of value: JinjaValue) throws -> String {
        var text = ""
        try write(value, to: &text, depth: 0)
        return text
    }

    /// Values may hold one value many times over, and namespaces themselves: the limits are checked on the way.
    private static func write(_ value: JinjaValue, to text: inout String, depth: Int) throws {
        guard depth <= JinjaLimits.depth else { throw JinjaFault(.limit, "the value is nested too deep") }
        switch value {
        case .undefined: text += "Undefined"
        case .none: text += "None"
        case .boolean(let value): text += value ? "True" : "False"
        case .integer(let value): text += String(value)
        case .float(let value): text += float(value)
        case .text(let part): text += quoted(part.string)
        case .list(let elements): try write(elements, "[", "]", to: &text, depth: depth)
        case .tuple(let elements):
            try write(elements, "(", elements.count == 1 ? ",)" : ")", to: &text, depth: depth)
        case .dictionary(let dictionary): try write(dictionary, to: &text, depth: depth)
        case .namespace(let namespace):
            text += "<Namespace "
            try write(namespace.attributes, to: &text, depth: depth)
            text += ">"
        case .iterator(let iterator):
            guard iterator.count != nil else {
                text += "<\(iterator.kind) object>"
                return
            }
            text += iterator.kind
            try write(iterator.take(), "([", "])", to: &text, depth: depth)
        case .function(let function): text += "<\(function.kind) \(function.name)>"
        case .loop(let loop): text += "<LoopContext \(loop.index + 1)/\(loop.elements.count)>"
        }
        try JinjaLimits.check(text.utf8.count)
    }

    private static func write(
        _ elements: [JinjaValue], _ open: String, _ close: String, to text: inout String, depth: Int
    ) throws {
        text += open
        for (index, element) in elements.enumerated() {
            if index > 0 { text += ", " }
            try write(element, to: &text, depth: depth + 1)
        }
        text += close
    }

    private static func write(_ dictionary: JinjaDictionary, to text: inout String, depth: Int) throws {
        text += "{"
        for (index, (key, value)) in zip(dictionary.keys, dictionary.values).enumerated() {
            if index > 0 { text += ", " }
            try write(key, to: &text, depth: depth + 1)
            text += ": "
            try write(value, to: &text, depth: depth + 1)
        }
        text += "}"
    }

    /// A number with the fewest digits that read back as the same number.
    static func float(_ value: Double) -> String {
        if value.isNaN { return "nan" }
        if value.isInfinite { return value < 0 ? "-inf" : "inf" }
        let sign = value.sign == .minus ? "-" : ""
        let (digits, exponent) = decimal(value.magnitude)
        if exponent < -4 || exponent >= 16 {
            let fraction = digits.count > 1 ? "." + digits.dropFirst() : ""
            let size = String(abs(exponent))
            let padded = size.count < 2 ? "0" + size : size
            return sign + digits.prefix(1) + fraction + "e" + (exponent < 0 ? "-" : "+") + padded
        }
        if exponent < 0 { return sign + "0." + String(repeating: "0", count: -exponent - 1) + digits }
        let whole =
            digits.count <= exponent + 1
            ? digits + String(repeating: "0", count: exponent + 1 - digits.count) : String(digits.prefix(exponent + 1))
        let fraction = digits.count > exponent + 1 ? String(digits.dropFirst(exponent + 1)) : "0"
        return sign + whole + "." + fraction
    }

    /// The shortest digits of a number that is not negative, and the power of ten of the first one.
    private static func decimal(_ value: Double) -> (digits: String, exponent: Int) {
        // Swift writes the same digits, but turns to exponents elsewhere.
        let parts = value.description.split(separator: "e")
        var exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        var digits = mantissa.joined()
        exponent += mantissa[0].count - 1
        while digits.count > 1, digits.hasPrefix("0") {
            digits.removeFirst()
            exponent -= 1
        }
        while digits.count > 1, digits.hasSuffix("0") { digits.removeLast() }
        return digits == "0" ? ("0", 0) : (digits, exponent)
    }

    private static func quoted(_ text: String) -> String {
        let quote = text.utf8.contains(UInt8(ascii: "'")) && !text.utf8.contains(UInt8(ascii: "\"")) ? "\"" : "'"
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n": result.append(contentsOf: "\\n".unicodeScalars)
            case "\r": result.append(contentsOf: "\\r".unicodeScalars)
            case "\t": result.append(contentsOf: "\\t".unicodeScalars)
            case "\\": result.append(contentsOf: "\\\\".unicodeScalars)
            case "'" where quote == "'": result.append(contentsOf: "\\'".unicodeScalars)
            default:
                if isPrintable(scalar) {
                    result.append(scalar)
                } else {
                    let (mark, width) = scalar.value < 0x100 ? ("x", 2) : scalar.value < 0x10000 ? ("u", 4) : ("U", 8)
                    let digits = String(scalar.value, radix: 16)
                    let padding = String(repeating: "0", count: width - digits.count)
                    result.append(contentsOf: "\\\(mark)\(padding)\(digits)".unicodeScalars)
                }
            }
        }
        return quote + String(result) + quote
    }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        if scalar == " " { return true }
        return switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
            .spaceSeparator:
            false
        default: true
        }
    }
}
