/// Text that a person decides on, with nothing hidden in it.
public enum VisibleText {
    /// The text with control characters, invisible and direction-changing characters written as `\u{…}`.
    ///
    /// Line feeds and tabs stay. What comes from a model or a file could otherwise move the cursor, recolour the
    /// terminal, or make a command look like another.
    public static func escaping(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if isHidden(scalar) {
                result.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        if scalar == "\n" || scalar == "\t" { return false }
        if scalar.properties.isDefaultIgnorableCodePoint || scalar.properties.isBidiControl { return true }
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .lineSeparator, .paragraphSeparator: return true
        default: return false
        }
    }
}
