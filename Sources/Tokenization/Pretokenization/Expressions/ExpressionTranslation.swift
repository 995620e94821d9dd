/// A regular expression in the syntax of Oniguruma and Rust, rewritten where PCRE2 would understand it differently.
///
/// - `\s` is Unicode's property White_Space; PCRE2's own also takes U+180E. (Inside a class `\S` stays PCRE2's.)
/// - The names of scripts mean the script of a character; in PCRE2 since 10.40 they also take characters that merely
///   occur in texts of the script.
/// - `[A&&B]`, what two classes share, and a class inside a class become lookaheads and alternatives.
struct ExpressionTranslation {
    /// The rewritten expression.
    private(set) var pattern: [UInt8] = []
    /// The place in the original of each byte of the rewritten expression.
    private var places: [Int] = []
    private let source: [UInt8]
    private var position = 0

    init(_ text: String) {
        source = Array(text.utf8)
        while position < source.count {
            switch source[position] {
            case UInt8(ascii: "["): copyClass()
            case UInt8(ascii: "\\"): copyEscape(isInClass: false)
            default: copy()
            }
        }
    }

    /// The place in the original of a place in the rewritten expression.
    func originalPlace(of place: Int) -> Int { place < places.count ? places[place] : source.count }

    private static let whitespace = #"\t-\r\x{85}\p{Z}"#
    private static let scripts: Set<String> = [
        "Arabic", "Armenian", "Bengali", "Bopomofo", "Cyrillic", "Devanagari", "Ethiopic", "Georgian", "Greek",
        "Gujarati",
        "Gurmukhi", "Han", "Hangul", "Hebrew", "Hiragana", "Kannada", "Katakana", "Khmer", "Lao", "Latin", "Malayalam",
        "Mongolian", "Myanmar", "Sinhala", "Tamil", "Telugu", "Thai", "Tibetan",
    ]

    private mutating func copy() {
        append([source[position]], from: position)
        position += 1
    }

    private mutating func append(_ bytes: some Sequence<UInt8>, from place: Int) {
        for byte in bytes {
            pattern.append(byte)
            places.append(place)
        }
    }

    /// Copies what begins with a backslash.
    private mutating func copyEscape(isInClass: Bool) {
        let start = position
        guard position + 1 < source.count else { return copy() }
        switch source[position + 1] {
        case UInt8(ascii: "s"):
            position += 2
            append((isInClass ? Self.whitespace : "[\(Self.whitespace)]").utf8, from: start)
        case UInt8(ascii: "S") where !isInClass:
            position += 2
            append("[^\(Self.whitespace)]".utf8, from: start)
        case UInt8(ascii: "p"), UInt8(ascii: "P"):
            copy()
            copy()
            guard position < source.count, source[position] == UInt8(ascii: "{"),
                let end = source[position...].firstIndex(of: UInt8(ascii: "}"))
            else { return }
            let name = String(decoding: source[(position + 1)..<end], as: UTF8.self)
            guard Self.scripts.contains(name) else { return }
            append("{sc:\(name)}".utf8, from: position)
            position = end + 1
        default:
            copy()
            copy()
        }
    }

    /// Copies a class; its parts are those between `&&`.
    private mutating func copyClass() {
        let start = position
        position += 1
        var isNegated = false
        if position < source.count, source[position] == UInt8(ascii: "^") {
            isNegated = true
            position += 1
        }
        // Each part is a list of alternatives: the plain members as one class, and the classes inside it.
        var parts: [[ExpressionTranslation]] = [[]]
        var members = ExpressionTranslation(at: position, of: source)
        let firstMember = position
        func close(_ members: ExpressionTranslation, into parts: inout [[ExpressionTranslation]]) {
            guard !members.pattern.isEmpty else { return }
            var whole = ExpressionTranslation(at: 0, of: source)
            whole.append("[".utf8, from: start)
            whole.append(members)
            whole.append("]".utf8, from: members.position)
            parts[parts.count - 1].append(whole)
        }
        while members.position < source.count {
            let byte = source[members.position]
            let next = members.position + 1 < source.count ? source[members.position + 1] : 0
            if byte == UInt8(ascii: "]"), members.position > firstMember { break }
            if byte == UInt8(ascii: "["), next != UInt8(ascii: ":") {
                var inner = ExpressionTranslation(at: members.position, of: source)
                inner.copyClass()
                parts[parts.count - 1].append(inner)
                members.position = inner.position
            } else if byte == UInt8(ascii: "&"), next == byte {
                close(members, into: &parts)
                members = ExpressionTranslation(at: members.position + 2, of: source)
                parts.append([])
            } else if byte == UInt8(ascii: "["), let end = source[members.position...].firstIndex(of: UInt8(ascii: "]"))
            {
                while members.position <= end { members.copy() }
            } else if byte == UInt8(ascii: "\\") {
                members.copyEscape(isInClass: true)
            } else {
                members.copy()
            }
        }
        let isClosed = members.position < source.count
        if !isClosed || (parts.count == 1 && parts[0].isEmpty) {
            // A plain class, or a broken one, which PCRE2 shall complain about.
            append((isNegated ? "[^" : "[").utf8, from: start)
            if isClosed {
                append(members)
                append("]".utf8, from: members.position)
            } else {
                // The rest would hold a bracket of an inner class, which must not close this one.
                if parts.count == 1, parts[0].isEmpty { append(source[firstMember...], from: firstMember) }
            }
            position = isClosed ? members.position + 1 : source.count
            return
        }
        close(members, into: &parts)
        append((isNegated ? "(?:(?!" : "(?:").utf8, from: start)
        for (index, part) in parts.enumerated() {
            append((index < parts.count - 1 ? "(?=" : "(?:").utf8, from: start)
            for (index, alternative) in part.enumerated() {
                if index > 0 { append("|".utf8, from: start) }
                append(alternative)
            }
            append(")".utf8, from: start)
        }
        append((isNegated ? ")(?s:.))" : ")").utf8, from: start)
        position = members.position + 1
    }

    private init(at position: Int, of source: [UInt8]) {
        self.source = source
        self.position = position
    }

    private mutating func append(_ other: ExpressionTranslation) {
        pattern += other.pattern
        places += other.places
    }
}
