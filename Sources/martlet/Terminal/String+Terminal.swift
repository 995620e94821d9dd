extension String {
    /// The columns that the text takes in a terminal: wide characters two, control characters and marks none.
    var columns: Int {
        reduce(0) { sum, character in
            guard let scalar = character.unicodeScalars.first else { return sum }
            switch scalar.value {
            case 0..<0x20, 0x7F..<0xA0, 0x300...0x36F, 0x200B...0x200F: return sum
            case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
                0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F9FF, 0x20000...0x3FFFD:
                return sum + 2
            default: return sum + 1
            }
        }
    }

    /// The text with control characters that a terminal shows instead of obeying them.
    var harmless: String {
        var result = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            switch scalar.value {
            case 0x09, 0x0A: result.append(scalar)
            case 0..<0x20: result.append(Unicode.Scalar(0x2400 + scalar.value) ?? scalar)
            case 0x7F..<0xA0: result.append("\u{2421}")
            default: result.append(scalar)
            }
        }
        return String(result)
    }
}
