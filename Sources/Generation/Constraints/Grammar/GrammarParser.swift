/// Reads grammars in GBNF, the notation of llama.cpp's `.gbnf` files (`grammars/README.md` there).
///
/// Rules are `name ::= alternatives`; what stands on the right is put together from `"literals"`, `[classes]`,
/// `[^negated classes]`, `.`, names of rules, groups, and `*`, `+`, `?`, `{m}`, `{m,}`, `{m,n}` behind any of them.
/// A rule ends with its line, but for groups and behind `::=` and `|`; comments begin with `#`.
struct GrammarParser {
    private let source: String
    private let scalars: [Unicode.Scalar]
    private var position = 0
    private var depth = 0
    private static let depthLimit = 200

    private init(_ text: String, source: String) {
        self.source = source
        scalars = Array(text.unicodeScalars)
    }

    /// Takes a grammar apart.
    static func parse(_ text: String, source: String) throws(GrammarError) -> [GrammarDefinition] {
        var parser = GrammarParser(text, source: source)
        var definitions: [GrammarDefinition] = []
        parser.skipSpace(acrossLines: true)
        while parser.position < parser.scalars.count {
            definitions.append(try parser.definition())
            parser.skipSpace(acrossLines: true)
        }
        return definitions
    }

    func error(_ reason: String, at offset: Int? = nil) -> GrammarError {
        let place = place(offset ?? position)
        return GrammarError(source: source, line: place.line, column: place.column, reason: reason)
    }

    private func place(_ offset: Int) -> GrammarPlace {
        let before = scalars[..<min(offset, scalars.count)]
        let start = before.lastIndex(of: "\n").map { $0 + 1 } ?? 0
        return GrammarPlace(line: before.count { $0 == "\n" } + 1, column: before.count - start + 1)
    }

    private var current: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

    private mutating func skip(_ text: String) -> Bool {
        let expected = text.unicodeScalars
        guard scalars[position...].starts(with: expected) else { return false }
        position += expected.count
        return true
    }

    private mutating func skipSpace(acrossLines: Bool) {
        while let scalar = current {
            switch scalar {
            case " ", "\t": position += 1
            case "\n" where acrossLines, "\r" where acrossLines: position += 1
            case "#": while let scalar = current, scalar != "\n" { position += 1 }
            default: return
            }
        }
    }

    private static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "-", "_": true
        default: false
        }
    }

    private mutating func name() -> String {
        let start = position
        while let scalar = current, Self.isNamePart(scalar) { position += 1 }
        return String(String.UnicodeScalarView(scalars[start..<position]))
    }

    private mutating func definition() throws(GrammarError) -> GrammarDefinition {
        let start = position
        let name = name()
        guard !name.isEmpty else { throw error("here a rule should begin, with its name") }
        skipSpace(acrossLines: false)
        guard skip("::=") else { throw error("behind the name of a rule comes '::='") }
        skipSpace(acrossLines: true)
        let expression = try choice(isGroup: false)
        guard current == nil || current == "\n" || current == "\r" else {
            throw error(current == ")" ? "there is no '(' for this ')'" : "this does not belong to a rule")
        }
        return GrammarDefinition(name: name, place: place(start), expression: expression)
    }

    private mutating func choice(isGroup: Bool) throws(GrammarError) -> GrammarExpression {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthLimit else { throw error("groups are nested deeper than \(Self.depthLimit) levels") }
        var branches = [try sequence(isGroup: isGroup)]
        while true {
            // An alternative may begin on the next line.
            let end = position
            skipSpace(acrossLines: true)
            guard skip("|") else {
                position = isGroup ? position : end
                break
            }
            skipSpace(acrossLines: true)
            branches.append(try sequence(isGroup: isGroup))
        }
        return branches.count == 1 ? branches[0] : .choice(branches)
    }

    private mutating func sequence(isGroup: Bool) throws(GrammarError) -> GrammarExpression {
        var parts: [GrammarExpression] = []
        while let part = try item() {
            skipSpace(acrossLines: isGroup)
            var repeated = part
            while let (least, most) = try quantifier() {
                repeated = .repetition(repeated, least: least, most: most)
                skipSpace(acrossLines: isGroup)
            }
            parts.append(repeated)
        }
        return parts.count == 1 ? parts[0] : .sequence(parts)
    }

    private mutating func item() throws(GrammarError) -> GrammarExpression? {
        guard let scalar = current else { return nil }
        let start = position
        switch scalar {
        case "\"": return try literal()
        case "[": return .set(try characterClass())
        case ".":
            position += 1
            return .set(.all)
        case "(":
            position += 1
            skipSpace(acrossLines: true)
            let group = try choice(isGroup: true)
            guard skip(")") else { throw error("there is no ')' for this '('", at: start) }
            return group
        case "<", "!": throw error("tokens named by '<…>' are not supported")
        case "*", "+", "?", "{": throw error("there is nothing to repeat")
        case _ where Self.isNamePart(scalar):
            let name = name()
            return .reference(name, place(start))
        default: return nil
        }
    }

    private mutating func quantifier() throws(GrammarError) -> (Int, Int?)? {
        if skip("*") { return (0, nil) }
        if skip("+") { return (1, nil) }
        if skip("?") { return (0, 1) }
        let start = position
        guard skip("{") else { return nil }
        skipSpace(acrossLines: false)
        let least = number()
        skipSpace(acrossLines: false)
        var most = least
        if skip(",") {
            skipSpace(acrossLines: false)
            most = number()
            skipSpace(acrossLines: false)
        } else if least == nil {
            throw error("limits are written {m}, {m,} or {m,n}", at: start)
        }
        guard skip("}") else { throw error("limits are written {m}, {m,} or {m,n}", at: start) }
        if let most, most < least ?? 0 { throw error("the upper limit is below the lower one", at: start) }
        return (least ?? 0, most)
    }

    private mutating func number() -> Int? {
        var value: Int?
        while let digit = current, ("0"..."9").contains(digit) {
            value = min((value ?? 0) * 10 + Int(digit.value - 48), 1_000_000_000)
            position += 1
        }
        return value
    }

    // MARK: Characters

    private mutating func literal() throws(GrammarError) -> GrammarExpression {
        let start = position
        position += 1
        var text = String.UnicodeScalarView()
        while !skip("\"") {
            guard current != nil, current != "\n" else { throw error("the literal does not end", at: start) }
            let offset = position
            guard let scalar = Unicode.Scalar(try character()) else { throw error("this is no character", at: offset) }
            text.append(scalar)
        }
        return .literal(String(text))
    }

    private mutating func characterClass() throws(GrammarError) -> CodePointSet {
        let start = position
        position += 1
        let isNegated = skip("^")
        var ranges: [ClosedRange<UInt32>] = []
        while !skip("]") {
            guard current != nil, current != "\n" else { throw error("there is no ']' for this '['", at: start) }
            let first = position
            let low = try character()
            var high = low
            if current == "-", position + 1 < scalars.count, scalars[position + 1] != "]" {
                position += 1
                high = try character()
            }
            guard low <= high else { throw error("the range is out of order", at: first) }
            ranges.append(low...high)
        }
        let set = CodePointSet(ranges)
        return isNegated ? set.complement : set
    }

    private mutating func character() throws(GrammarError) -> UInt32 {
        guard let scalar = current else { throw error("the text ends here") }
        position += 1
        guard scalar == "\\" else { return scalar.value }
        let start = position - 1
        guard let escape = current else { throw error("a backslash ends the text", at: start) }
        position += 1
        switch escape {
        case "n": return 10
        case "r": return 13
        case "t": return 9
        case "\\", "\"", "[", "]", "-", "^": return escape.value
        case "x": return try hexadecimal(2, from: start)
        case "u": return try hexadecimal(4, from: start)
        case "U": return try hexadecimal(8, from: start)
        default: throw error("there is no escape '\\\(escape)'", at: start)
        }
    }

    private mutating func hexadecimal(_ count: Int, from start: Int) throws(GrammarError) -> UInt32 {
        let digits = scalars[position...].prefix(count)
        guard digits.count == count, digits.allSatisfy(\.properties.isASCIIHexDigit),
            let value = UInt32(String(String.UnicodeScalarView(digits)), radix: 16), value <= 0x10FFFF
        else { throw error("the escape needs \(count) hexadecimal digits of a character", at: start) }
        position += count
        return value
    }
}
