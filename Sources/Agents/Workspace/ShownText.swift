/// Text of others inside messages: what cannot be seen is written out, and what is long is cut.
enum ShownText {
    /// `text` in quotation marks, fit for a line of a message.
    static func quoted(_ text: String, maximum: Int = 120) -> String {
        var shown = "'"
        var count = 0
        for scalar in text.unicodeScalars {
            if count == maximum {
                shown += "…' (\(text.utf8.count) bytes)"
                return shown
            }
            shown.unicodeScalars.append(contentsOf: visible(scalar).unicodeScalars)
            count += 1
        }
        return shown + "'"
    }

    private static func visible(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        case _ where WorkspacePath.isHidden(scalar): "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
        default: String(Character(scalar))
        }
    }
}

extension Unicode.Scalar {
    /// The character as Unicode writes it: "U+200B".
    var codePointName: String {
        let digits = String(value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
