/// Filters that make text.
enum TextFilters {
    static func apply(_ name: String, _ value: JinjaValue, _ arguments: JinjaArguments) throws -> JinjaValue {
        let text = name == "join" ? JinjaText() : try PythonText.text(of: value)
        switch name {
        case "capitalize", "lower", "upper": return .text(TextCase.convert(text, name))
        case "title": return .text(title(text))
        case "string", "safe": return .text(text)
        case "escape", "e", "forceescape": return .text(escaped(text))
        case "trim":
            let characters = try arguments.bound(to: ["chars"], of: name)[0]
            if case .text(let set)? = characters { return .text(text.trimmed(set)) }
            return .text(text.trimmed())
        case "replace":
            let values = try arguments.bound(to: ["old", "new", "count"], of: name)
            guard let old = values[0], let new = values[1] else {
                throw JinjaFault(.value, "the filter 'replace' needs what to replace, and by what")
            }
            let replaced = text.replacing(
                try PythonText.text(of: old), with: try PythonText.text(of: new), count: values[2]?.integer ?? -1)
            try JinjaLimits.check(replaced.count)
            return .text(replaced)
        case "format":
            guard arguments.named.isEmpty else {
                throw JinjaFault(.unsupported, "the filter 'format' with names")
            }
            return .text(try TextFormat.percent(text, .tuple(arguments.positional)))
        case "center":
            let width = try arguments.bound(to: ["width"], of: name)[0] ?? .integer(80)
            return try TextMethods.call("center", on: text, JinjaArguments(positional: [width]))
        case "join": return .text(try join(value, arguments))
        case "indent": return .text(try indented(text, arguments))
        case "wordcount": return .integer(words(text))
        default: return .text(try truncated(text, arguments))
        }
    }

    private static func join(_ value: JinjaValue, _ arguments: JinjaArguments) throws -> JinjaText {
        let values = try arguments.bound(to: ["d", "attribute"], of: "join")
        var elements = try value.elements()
        if let path = values[1] { elements = try elements.map { try SelectionFilters.attribute(path, of: $0) } }
        let separator = try values[0].map { try PythonText.text(of: $0) } ?? JinjaText()
        return try TextMethods.join(elements.map { try PythonText.text(of: $0) }, with: separator)
    }

    private static func escaped(_ text: JinjaText) -> JinjaText {
        var result = text
        for (sign, name) in [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("'", "&#39;"), ("\"", "&#34;")] {
            result = result.replacing(JinjaText(sign), with: JinjaText(name))
        }
        return result
    }

    /// Words begin anew after white space, hyphens and opening brackets.
    private static func title(_ text: JinjaText) -> JinjaText {
        var result = ""
        var beginsWord = true
        for scalar in text.string.unicodeScalars {
            let separates = PythonSpace.contains(scalar) || "-([{<".unicodeScalars.contains(scalar)
            let properties = scalar.properties
            result += beginsWord && !separates ? properties.uppercaseMapping : properties.lowercaseMapping
            beginsWord = separates
        }
        return JinjaText(result, text.commonOrigin)
    }

    private static func words(_ text: JinjaText) -> Int {
        var count = 0
        var isInside = false
        for scalar in text.string.unicodeScalars {
            let isPart = TextCase.holds("isalnum", JinjaText(String(scalar))) || scalar == "_"
            if isPart, !isInside { count += 1 }
            isInside = isPart
        }
        return count
    }

    private static func indented(_ text: JinjaText, _ arguments: JinjaArguments) throws -> JinjaText {
        let values = try arguments.bound(to: ["width", "first", "blank"], of: "indent")
        var indent = JinjaText("    ")
        if case .text(let given)? = values[0] { indent = given }
        if let width = values[0]?.integer {
            try JinjaLimits.check(width)
            indent = JinjaText(String(repeating: " ", count: max(width, 0)))
        }
        let (first, blank) = (values[1]?.isTrue ?? false, values[2]?.isTrue ?? false)
        // A line end at the end of the text begins one more line, which is empty.
        let lines = (text + JinjaText("\n")).lines(keepingEnds: false)
        var result = JinjaText()
        for (index, line) in lines.enumerated() {
            if index > 0 { result.append(JinjaText("\n", text.commonOrigin)) }
            if index == 0 ? first : blank || !line.isEmpty { result.append(indent) }
            result.append(line)
            try JinjaLimits.check(result.count)
        }
        return result
    }

    private static func truncated(_ text: JinjaText, _ arguments: JinjaArguments) throws -> JinjaText {
        let values = try arguments.bound(to: ["length", "killwords", "end", "leeway"], of: "truncate")
        let length = values[0]?.integer ?? 255
        let end = try values[2].map { try PythonText.text(of: $0) } ?? JinjaText("...")
        let leeway = values[3]?.integer ?? 5
        guard length >= end.characterCount, leeway >= 0 else {
            throw JinjaFault(.value, "expected length >= \(end.characterCount) and leeway >= 0")
        }
        let offsets = text.characterOffsets
        if offsets.count - 1 <= length + leeway { return text }
        var kept = text[0..<offsets[length - end.characterCount]]
        if !(values[1]?.isTrue ?? false), let space = kept.lastIndex(of: [0x20], before: kept.count) {
            kept = kept[0..<space]
        }
        return kept + end
    }
}
