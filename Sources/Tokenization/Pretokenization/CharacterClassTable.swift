/// The class of every character, by byte for ASCII and by code point for the rest.
///
/// Classes follow **Unicode 16.0**, whatever newer version the Swift runtime knows, so that the same text gives the
/// same tokens with every toolchain and with the regular expression engine of Hugging Face `tokenizers` (0.22 and
/// 0.23 follow 16.0). Engines of another Unicode version split differently around characters that were assigned in
/// between.
package enum CharacterClassTable {
    /// The newest version of Unicode whose characters count.
    package static let unicodeVersion: Unicode.Version = (major: 16, minor: 0)

    /// Classes of the 128 ASCII characters; `undecoded` for the bytes above them.
    package static let bytes: ConstantTable<UInt8> = {
        var classes = [UInt8](repeating: CharacterClass.undecoded.rawValue, count: 256)
        for byte in UInt8(0)..<128 {
            classes[Int(byte)] = classify(Unicode.Scalar(byte)).rawValue
        }
        return ConstantTable(classes)
    }()

    /// Classes of the code points below `codePointLimit`; built at the first text that is not ASCII.
    package static let codePoints: ConstantTable<UInt8> = {
        var classes = [UInt8](repeating: CharacterClass().rawValue, count: Int(codePointLimit))
        for block in letterBlocks {
            for value in block { classes[Int(value)] = CharacterClass.caseless.rawValue }
        }
        for range in looseRanges {
            for value in range {
                guard let scalar = Unicode.Scalar(value) else { continue }
                classes[Int(value)] = classify(scalar).rawValue
            }
        }
        return ConstantTable(classes)
    }()

    /// No letter, number, space, punctuation or symbol lies at or above this code point (the end of CJK extension H,
    /// rounded up); the marks above it are the variation selectors of ``highMarks``.
    package static let codePointLimit: UInt32 = 0x32400

    /// Large blocks that hold letters alone and are complete: asking for the properties of each of their 87,000
    /// characters would take most of the time of building the table. (Surrogates and the private use area between
    /// them and 0xF900 have no class.)
    static let letterBlocks: [ClosedRange<UInt32>] = [
        0x3400...0x4DBF,  // CJK extension A
        0x4E00...0x9FFF,  // CJK
        0xAC00...0xD7A3,  // Hangul syllables
        0x20000...0x2A6DF,  // CJK extension B
    ]

    /// All other characters that may have a class.
    static let looseRanges: [Range<UInt32>] = [
        0..<0x3400, 0x4DC0..<0x4E00, 0xA000..<0xAC00, 0xD7A4..<0xD800, 0xF900..<0x20000, 0x2A6E0..<codePointLimit,
    ]

    /// The only characters with a class above ``codePointLimit``: variation selectors, which are marks.
    package static let highMarks: ClosedRange<UInt32> = 0xE0100...0xE01EF

    /// The class of the character with this code point.
    @inline(__always)
    package static func characterClass(of codePoint: UInt32) -> CharacterClass {
        if codePoint < codePointLimit { return CharacterClass(rawValue: codePoints[Int(codePoint)]) }
        return highMarks.contains(codePoint) ? .mark : []
    }

    /// The class by the properties of the character.
    package static func classify(_ scalar: Unicode.Scalar) -> CharacterClass {
        if scalar == "\r" || scalar == "\n" { return .newline }
        let properties = scalar.properties
        guard let age = properties.age, age <= unicodeVersion else { return [] }
        switch properties.generalCategory {
        case .uppercaseLetter, .titlecaseLetter: return .uppercase
        case .lowercaseLetter: return .lowercase
        case .modifierLetter, .otherLetter: return .caseless
        case .decimalNumber, .letterNumber, .otherNumber: return .number
        case .nonspacingMark, .spacingMark, .enclosingMark: return .mark
        case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
            .finalPunctuation, .otherPunctuation:
            return .punctuation
        case .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol: return .symbol
        default: return properties.isWhitespace ? .space : []
        }
    }
}
