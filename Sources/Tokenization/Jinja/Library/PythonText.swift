/// Values as text, as Python's `str` and `repr` write them.
enum PythonText {
    /// What `str` gives: text as it is, everything else as ``representation(of:)``.
    static func text(of value: JinjaValue) -> JinjaText {
        switch value {
        case .text(let text): text
        case .undefined: JinjaText()
        default: JinjaText(representation(of: value))
        }
    }

    /// What `repr` gives.
    static func representation(of value: JinjaValue) -> String {
        switch value {
        case .undefined: return "Undefined"
        case .none: return "None"
        case .boolean(let value): return value ? "True" : "False"
        case .integer(let value): return String(value)
        case .float(let value): return float(value)
        case .text(let text): return quoted(text.string)
        case .list(let elements): return "[" + elements.map(representation).joined(separator: ", ") + "]"
        case .tuple(let elements):
            let inner = elements.map(representation).joined(separator: ", ")
            return "(" + inner + (elements.count == 1 ? ",)" : ")")
        case .dictionary(let dictionary): return pairs(dictionary)
        case .namespace(let namespace): return "<Namespace " + pairs(namespace.attributes) + ">"
        case .iterator(let iterator):
            guard iterator.count != nil else { return "<\(iterator.kind) object>" }
            return "\(iterator.kind)([" + iterator.take().map(representation).joined(separator: ", ") + "])"
        case .function(let function): return "<\(function.kind) \(function.name)>"
        case .loop(let loop): return "<LoopContext \(loop.index + 1)/\(loop.elements.count)>"
        }
    }

    private static func pairs(_ dictionary: JinjaDictionary) -> String {
        let pairs = zip(dictionary.keys, dictionary.values).map {
            representation(of: $0) + ": " + representation(of: $1)
        }
        return "{" + pairs.joined(separator: ", ") + "}"
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
