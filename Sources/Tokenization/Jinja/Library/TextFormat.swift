/// Python's two ways of putting values into text.
enum TextFormat {
    /// `format % values`
    static func percent(_ format: JinjaText, _ value: JinjaValue) throws -> JinjaText {
        var values = [value]
        var isTuple = false
        if case .tuple(let several) = value { (values, isTuple) = (several, true) }
        var result = JinjaText()
        var used = 0
        var position = 0
        while position < format.count {
            guard format.bytes[position] == UInt8(ascii: "%") else {
                let end = format.firstIndex(of: [UInt8(ascii: "%")], from: position) ?? format.count
                result.append(format[position..<end])
                position = end
                continue
            }
            guard position + 1 < format.count else { throw JinjaFault(.value, "incomplete format") }
            let sign = format.bytes[position + 1]
            if sign == UInt8(ascii: "%") {
                result.append(format[position..<position + 1])
            } else {
                guard used < values.count else { throw JinjaFault(.value, "not enough arguments for format string") }
                result.append(try field(sign, values[used]))
                used += 1
            }
            position += 2
        }
        let mayIgnore = if case .dictionary = value { true } else { false }
        if used < values.count, isTuple || !mayIgnore {
            throw JinjaFault(.value, "not all arguments converted during string formatting")
        }
        return result
    }

    private static func field(_ sign: UInt8, _ value: JinjaValue) throws -> JinjaText {
        switch sign {
        case UInt8(ascii: "s"): return try PythonText.text(of: value)
        case UInt8(ascii: "r"): return JinjaText(try PythonText.representation(of: value))
        case UInt8(ascii: "d"), UInt8(ascii: "i"):
            if let integer = value.integer { return JinjaText(String(integer)) }
            guard let number = value.number, let integer = Int(exactly: number.rounded(.towardZero)) else {
                throw JinjaFault(.value, "%d format: a number is required, not \(value.kind)")
            }
            return JinjaText(String(integer))
        default:
            throw JinjaFault(.unsupported, "the format '%\(Unicode.Scalar(sign))' (%s, %r and %d are supported)")
        }
    }

    /// `format.format(…)`, with fields that are empty, a number or a name.
    static func braces(_ format: JinjaText, _ arguments: JinjaArguments) throws -> JinjaText {
        var result = JinjaText()
        var automatic: Int? = 0
        var position = 0
        while position < format.count {
            let byte = format.bytes[position]
            let isBrace = byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}")
            if isBrace, position + 1 < format.count, format.bytes[position + 1] == byte {
                result.append(format[position..<position + 1])
                position += 2
            } else if byte == UInt8(ascii: "{") {
                guard let end = format.firstIndex(of: [UInt8(ascii: "}")], from: position) else {
                    throw JinjaFault(.value, "expected '}' before end of string")
                }
                let name = format[position + 1..<end].string
                result.append(try PythonText.text(of: value(name, arguments, &automatic)))
                position = end + 1
            } else if isBrace {
                throw JinjaFault(.value, "single '}' encountered in format string")
            } else {
                result.append(format[position..<position + 1])
                position += 1
            }
            try JinjaLimits.check(result.count)
        }
        return result
    }

    private static func value(
        _ name: String, _ arguments: JinjaArguments, _ automatic: inout Int?
    ) throws -> JinjaValue {
        if name.contains(where: { ":!.[".contains($0) }) {
            throw JinjaFault(.unsupported, "the format field '{\(name)}' (only {}, {0} and {name} are supported)")
        }
        if name.isEmpty || Int(name) != nil {
            // Fields count by themselves, or all say their number.
            guard name.isEmpty ? automatic != nil : automatic ?? 0 == 0 else {
                throw JinjaFault(.value, "format fields with and without numbers do not go together")
            }
            let index = Int(name) ?? automatic ?? 0
            automatic = name.isEmpty ? index + 1 : nil
            guard arguments.positional.indices.contains(index) else {
                throw JinjaFault(.value, "there is no argument for the format field '{\(name)}'")
            }
            return arguments.positional[index]
        }
        guard let value = arguments.named.last(where: { $0.name == name })?.value else {
            throw JinjaFault(.value, "there is no argument for the format field '{\(name)}'")
        }
        return value
    }
}
