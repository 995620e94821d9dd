/// Output of programs, made fit to be shown on a terminal and read by a model.
enum PrintableText {
    /// `text` without white space at its end, and with "�" for control characters other than tabs and line feeds.
    static func text(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isControl = scalar.properties.generalCategory == .control && scalar != "\n" && scalar != "\t"
            if scalar == "\r" { continue }
            scalars.append(isControl ? "\u{FFFD}" : scalar)
        }
        while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
        return String(scalars)
    }
}
