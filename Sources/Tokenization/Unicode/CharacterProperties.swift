/// What the steps of a tokenizer ask about characters, with the versions of Unicode that Hugging Face `tokenizers`
/// (0.22 and 0.23) follows, whatever newer version the Swift runtime knows.
///
/// Its parts come from libraries of different age: punctuation, control characters and nonspacing marks from Unicode
/// 8, combining marks from Unicode 9, word characters from 16, spaces and numbers from 17. A character that was
/// assigned later has none of the properties of an older table.
package struct CharacterProperties: OptionSet, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// `White_Space`
    package static let space = CharacterProperties(rawValue: 1)
    /// The general categories Nd, Nl and No.
    package static let number = CharacterProperties(rawValue: 2)
    /// ASCII punctuation and symbols, and the general categories P.
    package static let punctuation = CharacterProperties(rawValue: 4)
    /// The general categories Cc, Cf and Co.
    package static let control = CharacterProperties(rawValue: 8)
    /// The general category Mn.
    package static let nonspacingMark = CharacterProperties(rawValue: 16)
    /// The general categories M.
    package static let mark = CharacterProperties(rawValue: 32)
    /// `\w`: alphabetic characters, marks, decimal numbers, connector punctuation and joiners.
    package static let word = CharacterProperties(rawValue: 64)

    /// The properties of `codePoint`; none for nil, which stands for a byte that is not UTF-8.
    @inline(__always)
    package static func of(_ codePoint: UInt32?) -> CharacterProperties {
        guard let codePoint else { return [] }
        if codePoint < CharacterClassTable.codePointLimit {
            return CharacterProperties(rawValue: table[Int(codePoint)])
        }
        return ofOther(codePoint)
    }

    /// The properties of the characters below `CharacterClassTable.codePointLimit`; built when first asked for.
    private static let table: ConstantTable<UInt8> = {
        var table = [UInt8](repeating: 0, count: Int(CharacterClassTable.codePointLimit))
        for block in CharacterClassTable.letterBlocks {
            for codePoint in block { table[Int(codePoint)] = word.rawValue }
        }
        for range in CharacterClassTable.looseRanges {
            for codePoint in range {
                guard let scalar = Unicode.Scalar(codePoint) else { continue }
                table[Int(codePoint)] = find(scalar).rawValue
            }
        }
        for codePoint: UInt32 in 0xE000...0xF8FF { table[Int(codePoint)] = control.rawValue }
        return ConstantTable(table)
    }()

    /// Characters of the last planes: tags, variation selectors and private use.
    private static func ofOther(_ codePoint: UInt32) -> CharacterProperties {
        codePoint >= 0xE0000 ? Unicode.Scalar(codePoint).map(find) ?? [] : []
    }

    private static func find(_ scalar: Unicode.Scalar) -> CharacterProperties {
        let properties = scalar.properties
        guard let age = properties.age else { return [] }
        let category = properties.generalCategory
        var result: CharacterProperties = []
        if properties.isWhitespace { result.insert(.space) }
        switch category {
        case .decimalNumber, .letterNumber, .otherNumber: result.insert(.number)
        default: break
        }
        if age <= (16, 0), isWord(properties) { result.insert(.word) }
        if age <= (9, 0), isMark(scalar, category) { result.insert(.mark) }
        guard age <= (8, 0) else { return result }
        if isPunctuation(scalar, category) { result.insert(.punctuation) }
        if isNonspacingMark(scalar, category) { result.insert(.nonspacingMark) }
        switch category {
        case .control, .format, .privateUse: result.insert(.control)
        default: break
        }
        return result
    }

    private static func isWord(_ properties: Unicode.Scalar.Properties) -> Bool {
        switch properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .connectorPunctuation: true
        default: properties.isAlphabetic || properties.isJoinControl
        }
    }

    // The general category of a few characters has changed since; these are as they were.

    private static func isPunctuation(_ scalar: Unicode.Scalar, _ category: Unicode.GeneralCategory) -> Bool {
        switch category {
        case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
            .finalPunctuation, .otherPunctuation:
            true
        default:
            switch scalar.value {
            case 0x24, 0x2B, 0x3C...0x3E, 0x5E, 0x60, 0x7C, 0x7E, 0x166D, 0x111C9: true
            default: false
            }
        }
    }

    private static func isMark(_ scalar: Unicode.Scalar, _ category: Unicode.GeneralCategory) -> Bool {
        switch category {
        case .nonspacingMark, .spacingMark, .enclosingMark: scalar.value != 0x111C9
        default: scalar.value == 0x1CF2 || scalar.value == 0x1CF3
        }
    }

    private static func isNonspacingMark(_ scalar: Unicode.Scalar, _ category: Unicode.GeneralCategory) -> Bool {
        switch scalar.value {
        case 0x1734, 0x1171E: true
        case 0x1885, 0x1886, 0xA9BD, 0x111C9: false
        default: category == .nonspacingMark
        }
    }
}
