/// Cuts a template into tokens, with `trim_blocks` and `lstrip_blocks` as chat templates expect them.
///
/// A line end right after a block or a comment is left out, as is the white space before a block or a comment that
/// begins a line; `-` in a tag takes all white space on its side away, `+` keeps it.
struct JinjaLexer {
    let source: JinjaSource
    var position = 0
    var tokens: [JinjaToken] = []
    private var brackets: [UInt8] = []

    init(_ source: JinjaSource) {
        self.source = source
    }

    /// The tokens of `source`; the last one is the end.
    static func tokens(of source: JinjaSource) throws(JinjaError) -> [JinjaToken] {
        var lexer = JinjaLexer(source)
        while lexer.position < source.bytes.count { try lexer.root() }
        lexer.add(.end, at: source.bytes.count)
        return lexer.tokens
    }

    mutating func add(_ kind: JinjaToken.Kind, at offset: Int) {
        tokens.append(JinjaToken(kind: kind, offset: offset))
    }

    func failure(_ reason: String, at offset: Int) -> JinjaError { source.error(.syntax, reason, at: offset) }

    func peek(_ ahead: Int = 0) -> UInt8? {
        position + ahead < source.bytes.count ? source.bytes[position + ahead] : nil
    }

    func starts(with text: StaticString, at offset: Int) -> Bool {
        let count = text.utf8CodeUnitCount
        guard offset + count <= source.bytes.count else { return false }
        return text.withUTF8Buffer { source.bytes[offset..<offset + count].elementsEqual($0) }
    }

    // MARK: Text and the beginnings of tags

    /// The text up to the next tag, and the tag.
    private mutating func root() throws(JinjaError) {
        let start = position
        var tag = start
        while tag + 1 < source.bytes.count {
            if source.bytes[tag] == UInt8(ascii: "{"),
                [UInt8(ascii: "{"), UInt8(ascii: "%"), UInt8(ascii: "#")].contains(source.bytes[tag + 1])
            {
                break
            }
            tag += 1
        }
        guard tag + 1 < source.bytes.count else {
            addData(start..<source.bytes.count)
            position = source.bytes.count
            return
        }
        position = tag + 2
        let sign = sign()
        let kind = source.bytes[tag + 1]
        addData(start..<end(ofTextFrom: start, to: tag, sign: sign, isVariable: kind == UInt8(ascii: "{")))
        switch kind {
        case UInt8(ascii: "{"):
            add(.variableBegin, at: tag)
            try expression(isBlock: false, from: tag)
        case UInt8(ascii: "#"): try comment(from: tag)
        default:
            if skipRawBegin() { return try raw(from: tag) }
            add(.blockBegin, at: tag)
            try expression(isBlock: true, from: tag)
        }
    }

    private mutating func addData(_ range: Range<Int>) {
        if !range.isEmpty { add(.data(Array(source.bytes[range])), at: range.lowerBound) }
    }

    /// Takes a `-` or `+` that stands here.
    private mutating func sign() -> UInt8? {
        guard let byte = peek(), byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") else { return nil }
        position += 1
        return byte
    }

    /// Where text ends before a tag whose beginning carries `sign`.
    private func end(ofTextFrom start: Int, to end: Int, sign: UInt8?, isVariable: Bool) -> Int {
        var stripped = end
        while stripped > start {
            let (scalar, length) = ScalarCursor.scalar(in: source.bytes, before: stripped)
            let stops = sign == nil && scalar == "\n"
            if stops || !PythonSpace.contains(scalar) { break }
            stripped -= length
        }
        if sign == UInt8(ascii: "-") { return stripped }
        if sign != nil || isVariable { return end }
        // Only white space that begins a line goes.
        let beginsLine = stripped == 0 || source.bytes[stripped - 1] == 0x0A
        return beginsLine ? stripped : end
    }

    private mutating func skipSpace() {
        while position < source.bytes.count {
            let (scalar, length) = ScalarCursor.scalar(in: source.bytes, at: position)
            guard PythonSpace.contains(scalar) else { return }
            position += length
        }
    }

    /// Takes the end of a tag that stands here, with the white space that goes with it.
    private mutating func skipEnd(_ end: StaticString, trimsLineEnd: Bool, allowsPlus: Bool) -> Bool {
        if starts(with: end, at: position) {
            position += 2
            if trimsLineEnd, peek() == 0x0A { position += 1 }
        } else if peek() == UInt8(ascii: "-"), starts(with: end, at: position + 1) {
            position += 3
            skipSpace()
        } else if allowsPlus, peek() == UInt8(ascii: "+"), starts(with: end, at: position + 1) {
            position += 3
        } else {
            return false
        }
        return true
    }

    private mutating func comment(from tag: Int) throws(JinjaError) {
        while position < source.bytes.count {
            if skipEnd("#}", trimsLineEnd: true, allowsPlus: true) { return }
            position += 1
        }
        throw failure("the comment that begins here has no end '#}'", at: tag)
    }

    private mutating func skipWord(_ word: StaticString) -> Bool {
        skipSpace()
        guard starts(with: word, at: position) else { return false }
        position += word.utf8CodeUnitCount
        skipSpace()
        return true
    }

    private mutating func skipRawBegin() -> Bool {
        let start = position
        if skipWord("raw"), skipEnd("%}", trimsLineEnd: false, allowsPlus: false) { return true }
        position = start
        return false
    }

    private mutating func raw(from tag: Int) throws(JinjaError) {
        let start = position
        var end = start
        while end < source.bytes.count {
            position = end
            if starts(with: "{%", at: end) {
                position += 2
                let sign = sign()
                if skipWord("endraw"), skipEnd("%}", trimsLineEnd: true, allowsPlus: true) {
                    return addData(start..<self.end(ofTextFrom: start, to: end, sign: sign, isVariable: false))
                }
            }
            end += 1
        }
        throw failure("the raw text that begins here has no end '{% endraw %}'", at: tag)
    }

    // MARK: Expressions

    /// The tokens up to the end of a tag.
    private mutating func expression(isBlock: Bool, from tag: Int) throws(JinjaError) {
        brackets = []
        while position < source.bytes.count {
            let start = position
            if brackets.isEmpty {
                let isEnd =
                    isBlock
                    ? skipEnd("%}", trimsLineEnd: true, allowsPlus: true)
                    : skipEnd("}}", trimsLineEnd: false, allowsPlus: false)
                if isEnd { return add(isBlock ? .blockEnd : .variableEnd, at: start) }
            }
            skipSpace()
            if position > start { continue }
            try word()
        }
        throw failure("the tag that begins here has no end '\(isBlock ? "%}" : "}}")'", at: tag)
    }

    private mutating func word() throws(JinjaError) {
        let start = position
        let byte = source.bytes[position]
        if try number() { return }
        if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
            add(.string(try string(quote: byte)), at: start)
        } else if let name = name() {
            add(.name(name), at: start)
        } else {
            let sign = try sign(at: start)
            add(.sign(sign), at: start)
        }
    }

    private mutating func name() -> String? {
        let start = position
        while position < source.bytes.count {
            let (scalar, length) = ScalarCursor.scalar(in: source.bytes, at: position)
            let isPart =
                scalar == "_" || (position > start ? scalar.properties.isXIDContinue : scalar.properties.isXIDStart)
            guard isPart else { break }
            position += length
        }
        return position > start ? String(decoding: source.bytes[start..<position], as: UTF8.self) : nil
    }

    private static let signs: [StaticString] = [
        "//", "**", "==", "!=", ">=", "<=", "+", "-", "/", "*", "%", "~", "[", "]", "(", ")", "{", "}", ">", "<", "=",
        ".", ":", "|", ",", ";",
    ]

    private mutating func sign(at start: Int) throws(JinjaError) -> String {
        guard let sign = Self.signs.first(where: { starts(with: $0, at: start) }) else {
            let (scalar, _) = ScalarCursor.scalar(in: source.bytes, at: start)
            throw failure("'\(scalar)' does not belong in an expression", at: start)
        }
        position += sign.utf8CodeUnitCount
        let byte = source.bytes[start]
        switch byte {
        case UInt8(ascii: "("): brackets.append(UInt8(ascii: ")"))
        case UInt8(ascii: "["), UInt8(ascii: "{"): brackets.append(byte + 2)
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
            guard let expected = brackets.popLast() else {
                throw failure("'\(sign)' closes what was never opened", at: start)
            }
            guard expected == byte else {
                throw failure("expected '\(Unicode.Scalar(expected))', found '\(sign)'", at: start)
            }
        default: break
        }
        return "\(sign)"
    }
}
