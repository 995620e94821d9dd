/// The methods of text, as Python's `str` has them.
enum TextMethods {
    static let names: Set<String> = [
        "capitalize", "casefold", "center", "count", "endswith", "find", "format", "index", "isalnum", "isalpha",
        "isdecimal", "isdigit", "islower", "isnumeric", "isspace", "isupper", "join", "ljust", "lower", "lstrip",
        "partition", "removeprefix", "removesuffix", "replace", "rfind", "rindex", "rjust", "rpartition", "rsplit",
        "rstrip", "split", "splitlines", "startswith", "strip", "swapcase", "title", "upper", "zfill",
    ]

    static func call(_ name: String, on text: JinjaText, _ arguments: JinjaArguments) throws -> JinjaValue {
        switch name {
        case "capitalize", "casefold", "lower", "swapcase", "title", "upper":
            return .text(TextCase.convert(text, name))
        case "isalnum", "isalpha", "isdecimal", "isdigit", "islower", "isnumeric", "isspace", "isupper":
            return .boolean(TextCase.holds(name, text))
        case "strip", "lstrip", "rstrip":
            let characters = try optionalText(arguments.bound(to: ["chars"], of: name)[0], name)
            return .text(text.trimmed(characters, leading: name != "rstrip", trailing: name != "lstrip"))
        case "split", "rsplit": return try split(name, text, arguments)
        case "splitlines":
            let keeps = try arguments.bound(to: ["keepends"], of: name)[0]?.isTrue ?? false
            return .list(text.lines(keepingEnds: keeps).map { .text($0) })
        case "startswith", "endswith": return .boolean(try starts(name, text, arguments))
        case "replace":
            let values = try arguments.bound(to: ["old", "new", "count"], of: name)
            let count = values[2]?.integer ?? -1
            return .text(
                text.replacing(try needText(values[0], name), with: try needText(values[1], name), count: count))
        case "find", "rfind", "index", "rindex", "count": return try search(name, text, arguments)
        case "join":
            let values = try arguments.bound(to: ["iterable"], of: name)
            guard let parts = try values[0]?.elements() else { throw JinjaFault(.value, "join() needs elements") }
            return .text(try join(parts.map { try needText($0, name) }, with: text))
        case "removeprefix":
            let part = try needText(arguments.bound(to: ["prefix"], of: name)[0], name)
            return .text(text.bytes.starts(with: part.bytes) ? text[part.count..<text.count] : text)
        case "removesuffix":
            let part = try needText(arguments.bound(to: ["suffix"], of: name)[0], name)
            let ends = text.bytes.reversed().starts(with: part.bytes.reversed())
            return .text(ends ? text[0..<text.count - part.count] : text)
        case "partition", "rpartition":
            let part = try needText(arguments.bound(to: ["sep"], of: name)[0], name)
            return .tuple(try partition(text, part, fromEnd: name == "rpartition").map { .text($0) })
        case "center", "ljust", "rjust", "zfill": return .text(try padded(name, text, arguments))
        default: return .text(try TextFormat.braces(text, arguments))
        }
    }

    /// The text that an argument must be.
    static func needText(_ value: JinjaValue?, _ function: String) throws -> JinjaText {
        if let fault = value?.undefinedFault { throw fault }
        guard case .text(let text)? = value else {
            throw JinjaFault(.value, "\(function)() needs text, not \(value?.kind ?? "nothing")")
        }
        return text
    }

    private static func optionalText(_ value: JinjaValue?, _ function: String) throws -> JinjaText? {
        if case JinjaValue.none? = value { return nil }
        return try value.map { try needText($0, function) }
    }

    static func join(_ parts: [JinjaText], with separator: JinjaText) throws -> JinjaText {
        var joined = JinjaText()
        for (index, part) in parts.enumerated() {
            if index > 0 { joined.append(separator) }
            joined.append(part)
            try JinjaLimits.check(joined.count)
        }
        return joined
    }

    private static func split(_ name: String, _ text: JinjaText, _ arguments: JinjaArguments) throws -> JinjaValue {
        let values = try arguments.bound(to: ["sep", "maxsplit"], of: name)
        let limit = values[1]?.integer ?? -1
        guard let separator = try optionalText(values[0], name) else {
            return .list(text.words(limit: limit, fromEnd: name == "rsplit").map { .text($0) })
        }
        if separator.isEmpty { throw JinjaFault(.value, "empty separator") }
        return .list(text.parts(between: separator.bytes, limit: limit, fromEnd: name == "rsplit").map { .text($0) })
    }

    private static func starts(_ name: String, _ text: JinjaText, _ arguments: JinjaArguments) throws -> Bool {
        let values = try arguments.bound(to: ["prefix", "start", "end"], of: name)
        let part = try slice(text, values[1], values[2])
        var candidates = [values[0]]
        if case .tuple(let several)? = values[0] { candidates = several }
        return try candidates.contains { candidate in
            let pattern = try needText(candidate, name).bytes
            return name == "startswith"
                ? part.bytes.starts(with: pattern) : part.bytes.reversed().starts(with: pattern.reversed())
        }
    }

    private static func slice(_ text: JinjaText, _ start: JinjaValue?, _ stop: JinjaValue?) throws -> JinjaText {
        if start == nil, stop == nil { return text }
        return try JinjaSlice.text(text, start: start, stop: stop, step: nil)
    }

    private static func search(_ name: String, _ text: JinjaText, _ arguments: JinjaArguments) throws -> JinjaValue {
        let values = try arguments.bound(to: ["sub", "start", "end"], of: name)
        let pattern = try needText(values[0], name).bytes
        let part = try slice(text, values[1], values[2])
        if name == "count" {
            if pattern.isEmpty { return .integer(part.characterCount + 1) }
            return .integer(part.parts(between: pattern, limit: -1, fromEnd: false).count - 1)
        }
        let place = name.hasPrefix("r") ? part.lastIndex(of: pattern, before: part.count) : part.firstIndex(of: pattern)
        guard let place else {
            if name.hasSuffix("index") { throw JinjaFault(.value, "substring not found") }
            return .integer(-1)
        }
        let skipped = try slice(text, .integer(0), values[1] ?? .integer(0)).characterCount
        return .integer(skipped + part[0..<place].characterCount)
    }

    private static func partition(_ text: JinjaText, _ separator: JinjaText, fromEnd: Bool) throws -> [JinjaText] {
        if separator.isEmpty { throw JinjaFault(.value, "empty separator") }
        let place =
            fromEnd
            ? text.lastIndex(of: separator.bytes, before: text.count) : text.firstIndex(of: separator.bytes)
        guard let place else { return fromEnd ? [JinjaText(), JinjaText(), text] : [text, JinjaText(), JinjaText()] }
        return [text[0..<place], separator, text[place + separator.count..<text.count]]
    }

    private static func padded(_ name: String, _ text: JinjaText, _ arguments: JinjaArguments) throws -> JinjaText {
        let values = try arguments.bound(to: name == "zfill" ? ["width"] : ["width", "fillchar"], of: name)
        guard let width = values[0]?.integer else { throw JinjaFault(.value, "\(name)() needs a width") }
        let missing = max(width - text.characterCount, 0)
        try JinjaLimits.check(missing)
        if name == "zfill" {
            let signs = text.bytes.first == UInt8(ascii: "-") || text.bytes.first == UInt8(ascii: "+") ? 1 : 0
            return text[0..<signs] + JinjaText(String(repeating: "0", count: missing)) + text[signs..<text.count]
        }
        let fill = values.count > 1 ? try values[1].map { try needText($0, name).string } ?? " " : " "
        guard fill.unicodeScalars.count == 1 else { throw JinjaFault(.value, "the fill must be one character") }
        func padding(_ count: Int) -> JinjaText { JinjaText(String(repeating: fill, count: count), text.commonOrigin) }
        switch name {
        case "ljust": return text + padding(missing)
        case "rjust": return padding(missing) + text
        default:
            // Python puts the odd one to the left where the width is odd.
            let left = missing / 2 + (missing & width & 1)
            return padding(left) + text + padding(missing - left)
        }
    }
}
