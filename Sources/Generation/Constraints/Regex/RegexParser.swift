/// Reads regular expressions in the syntax of ECMA-262 with Unicode, which JSON Schema's `pattern` has.
///
/// What is not regular is refused by name: look-around, back-references, word boundaries; flags are, too.
struct RegexParser {
    private let pattern: String
    private let scalars: [Unicode.Scalar]
    private var position = 0
    private var depth = 0

    private init(_ pattern: String) {
        self.pattern = pattern
        scalars = Array(pattern.unicodeScalars)
    }

    /// Takes an expression apart.
    static func parse(_ pattern: String) throws(RegexError) -> RegexNode {
        var parser = RegexParser(pattern)
        let node = try parser.choice()
        guard parser.position == parser.scalars.count else { throw parser.error("there is no '(' for this ')'") }
        return node
    }

    func error(_ reason: String, at offset: Int? = nil) -> RegexError {
        RegexError(pattern: pattern, offset: offset ?? position, reason: reason)
    }

    private var current: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

    /// Goes over `text` where it comes next.
    private mutating func skip(_ text: String) -> Bool {
        let expected = text.unicodeScalars
        guard scalars[position...].starts(with: expected) else { return false }
        position += expected.count
        return true
    }

    private mutating func choice() throws(RegexError) -> RegexNode {
        depth += 1
        defer { depth -= 1 }
        guard depth <= RegexNode.depthLimit else {
            throw error("groups are nested deeper than \(RegexNode.depthLimit) levels")
        }
        var branches = [try sequence()]
        while skip("|") { branches.append(try sequence()) }
        return branches.count == 1 ? branches[0] : .choice(branches)
    }

    private mutating func sequence() throws(RegexError) -> RegexNode {
        var parts: [RegexNode] = []
        while let scalar = current, scalar != "|", scalar != ")" {
            let start = position
            let part = try atom(scalar)
            guard let (least, most) = try quantifier() else {
                parts.append(part)
                continue
            }
            if part == .start || part == .end { throw error("an anchor cannot be repeated", at: start) }
            parts.append(.repetition(part, least: least, most: most))
            if skip("?") || skip("+") {
                if scalars[position - 1] == "+" { throw error("possessive quantifiers are not supported") }
            }
            if let (_, _) = try quantifier() { throw error("there is nothing to repeat") }
        }
        return parts.count == 1 ? parts[0] : .sequence(parts)
    }

    private mutating func quantifier() throws(RegexError) -> (Int, Int?)? {
        if skip("*") { return (0, nil) }
        if skip("+") { return (1, nil) }
        if skip("?") { return (0, 1) }
        guard current == "{" else { return nil }
        let start = position
        position += 1
        if let least = number() {
            var most: Int? = least
            if skip(",") { most = number() }
            if skip("}") {
                if let most, most < least { throw error("the upper limit is below the lower one", at: start) }
                return (least, most)
            }
        }
        // A brace that limits nothing stands for itself.
        position = start
        return nil
    }

    private mutating func number() -> Int? {
        var value: Int?
        while let digit = current, ("0"..."9").contains(digit) {
            // Beyond every limit of states, one number is as good as another.
            value = min((value ?? 0) * 10 + Int(digit.value - 48), 1_000_000_000)
            position += 1
        }
        return value
    }

    private mutating func atom(_ scalar: Unicode.Scalar) throws(RegexError) -> RegexNode {
        let start = position
        position += 1
        switch scalar {
        case "^": return .start
        case "$": return .end
        case ".": return .set(RegexClasses.lineBreaks.complement)
        case "(": return try group(from: start)
        case "[": return .set(try characterClass(from: start))
        case "\\": return .set(try escape(inClass: false))
        case "*", "+", "?": throw error("there is nothing to repeat", at: start)
        default: return .set(CodePointSet([scalar.value...scalar.value]))
        }
    }

    private mutating func group(from start: Int) throws(RegexError) -> RegexNode {
        if skip("?") {
            for (text, name) in [
                ("=", "look-ahead '(?='"), ("!", "look-ahead '(?!'"), ("<=", "look-behind '(?<='"),
                ("<!", "look-behind '(?<!'"), (">", "atomic groups '(?>'"),
            ] where skip(text) {
                throw error("\(name) is not supported", at: start)
            }
            if skip("<") || skip("P<") {
                while let scalar = current, scalar != ">" { position += scalar == ")" ? scalars.count : 1 }
                guard skip(">") else { throw error("the name of the group does not end", at: start) }
            } else if !skip(":") {
                throw error("flags and other groups '(?' are not supported", at: start)
            }
        }
        let node = try choice()
        guard skip(")") else { throw error("there is no ')' for this '('", at: start) }
        return node
    }

    // MARK: Characters

    private mutating func characterClass(from start: Int) throws(RegexError) -> CodePointSet {
        let isNegated = skip("^")
        var ranges: [ClosedRange<UInt32>] = []
        while !skip("]") {
            guard current != nil else { throw error("there is no ']' for this '['", at: start) }
            let first = position
            let low = try classMember()
            guard current == "-", position + 1 < scalars.count, scalars[position + 1] != "]" else {
                ranges += low.ranges
                continue
            }
            position += 1
            let high = try classMember()
            guard let from = Self.single(low), let to = Self.single(high) else {
                // As in `[\w-.]`, which is written often: the hyphen stands for itself.
                ranges += low.ranges + high.ranges + [0x2D...0x2D]
                continue
            }
            guard from <= to else { throw error("the range is out of order", at: first) }
            ranges.append(from...to)
        }
        let set = CodePointSet(ranges)
        return isNegated ? set.complement : set
    }

    private static func single(_ set: CodePointSet) -> UInt32? {
        guard set.ranges.count == 1, set.ranges[0].count == 1 else { return nil }
        return set.ranges[0].lowerBound
    }

    private mutating func classMember() throws(RegexError) -> CodePointSet {
        guard let scalar = current else { throw error("the class does not end") }
        position += 1
        return scalar == "\\" ? try escape(inClass: true) : CodePointSet([scalar.value...scalar.value])
    }

    /// The characters that stand for an escape, whose backslash has been read.
    private mutating func escape(inClass: Bool) throws(RegexError) -> CodePointSet {
        let start = position - 1
        guard let scalar = current else { throw error("a backslash ends the expression", at: start) }
        position += 1
        func one(_ value: UInt32) -> CodePointSet { CodePointSet([value...value]) }
        switch scalar {
        case "d": return RegexClasses.digits
        case "D": return RegexClasses.digits.complement
        case "w": return RegexClasses.wordCharacters
        case "W": return RegexClasses.wordCharacters.complement
        case "s": return RegexClasses.whitespace
        case "S": return RegexClasses.whitespace.complement
        case "t": return one(9)
        case "n": return one(10)
        case "v": return one(11)
        case "f": return one(12)
        case "r": return one(13)
        case "b" where inClass: return one(8)
        case "b", "B": throw error("the word boundary '\\\(scalar)' is not supported", at: start)
        case "0": return one(0)
        case "1"..."9", "k": throw error("back-references '\\\(scalar)' are not supported", at: start)
        case "c":
            guard let letter = current, letter.properties.isAlphabetic, letter.isASCII else {
                throw error("'\\c' needs a letter", at: start)
            }
            position += 1
            return one(letter.value & 31)
        case "x": return one(try hexadecimal(2, from: start))
        case "u": return one(try unicodeEscape(from: start))
        case "p", "P":
            let set = try property(from: start)
            return scalar == "P" ? set.complement : set
        case "a"..."z", "A"..."Z": throw error("there is no escape '\\\(scalar)'", at: start)
        default: return one(scalar.value)
        }
    }

    private mutating func hexadecimal(_ count: Int, from start: Int) throws(RegexError) -> UInt32 {
        let text = String(String.UnicodeScalarView(scalars[position..<min(scalars.count, position + count)]))
        guard text.utf8.count == count, !text.hasPrefix("+"), let value = UInt32(text, radix: 16) else {
            throw error("the escape needs \(count) hexadecimal digits", at: start)
        }
        position += count
        return value
    }

    private mutating func unicodeEscape(from start: Int) throws(RegexError) -> UInt32 {
        if skip("{") {
            let digits = scalars[position...].prefix { $0.properties.isASCIIHexDigit }
            let text = String(String.UnicodeScalarView(digits))
            position += digits.count
            guard let value = UInt32(text, radix: 16), value <= 0x10FFFF, skip("}") else {
                throw error("'\\u{' needs the hexadecimal number of a character and '}'", at: start)
            }
            return value
        }
        let value = try hexadecimal(4, from: start)
        guard (0xD800...0xDBFF).contains(value) else { return value }
        let place = position
        if skip("\\u"), let low = try? hexadecimal(4, from: start), (0xDC00...0xDFFF).contains(low) {
            return 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
        }
        position = place
        return value
    }

    private mutating func property(from start: Int) throws(RegexError) -> CodePointSet {
        guard skip("{") else { throw error("'\\p' needs a property in braces", at: start) }
        let name = scalars[position...].prefix { $0 != "}" }
        position += name.count
        guard skip("}") else { throw error("there is no '}' for this '\\p{'", at: start) }
        let text = String(String.UnicodeScalarView(name))
        guard let set = RegexClasses.property(text) else {
            throw error(
                "the property \(text.debugDescription) is not supported; general categories are, such as L or Nd",
                at: start)
        }
        return set
    }
}
