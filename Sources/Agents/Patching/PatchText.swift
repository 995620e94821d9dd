/// Lines of text, as patches see them: by bytes, since Swift takes "\r\n" for one character.
enum PatchText {
    /// The lines of a patch; where every line ends in "\r\n", the "\r" is no part of them.
    static func lines(of text: String) -> [String] {
        let split = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        var lines = split.map { String(decoding: $0, as: UTF8.self) }
        if lines.last?.isEmpty == true { lines.removeLast() }
        let returns = lines.dropLast().allSatisfy { $0.utf8.last == UInt8(ascii: "\r") }
        if returns, lines.count > 1 { lines = lines.map(withoutReturn) }
        return lines
    }

    /// A line without the "\r" at its end.
    static func withoutReturn(_ line: String) -> String {
        line.utf8.last == UInt8(ascii: "\r") ? String(decoding: line.utf8.dropLast(), as: UTF8.self) : line
    }

    /// A text without white space at its end.
    static func trimmedEnd(_ text: String) -> String {
        var bytes = Substring(text).unicodeScalars
        while let last = bytes.last, last.properties.isWhitespace { bytes.removeLast() }
        return String(bytes)
    }

    /// A text without white space at both ends.
    static func trimmed(_ text: String) -> String {
        String(Substring(trimmedEnd(text)).unicodeScalars.drop { $0.properties.isWhitespace })
    }

    /// A text without white space at both ends, its typographic dashes, quotation marks and spaces made plain.
    static func folded(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in trimmed(text).unicodeScalars {
            switch scalar.value {
            case 0x2010...0x2015, 0x2212: result.append("-")
            case 0x2018...0x201B: result.append("'")
            case 0x201C...0x201F: result.append("\"")
            case 0x00A0, 0x2002...0x200A, 0x202F, 0x205F, 0x3000: result.append(" ")
            default: result.append(scalar)
            }
        }
        return String(result)
    }
}
