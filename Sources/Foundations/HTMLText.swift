/// Text made safe for HTML and SVG.
package enum HTMLText {
    /// `text` with the characters escaped that mean something in markup, and control characters shown as symbols.
    package static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case "\n", "\t": result.unicodeScalars.append(scalar)
            case _ where scalar.value < 0x20:
                // The control pictures block shows each control character as a small sign.
                result.unicodeScalars.append(Unicode.Scalar(0x2400 + scalar.value) ?? scalar)
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
