import Synchronization

/// The sets of characters that have a name in regular expressions (ECMA-262, section 22.2.2.9).
enum RegexClasses {
    static let digits = CodePointSet([0x30...0x39])
    static let wordCharacters = CodePointSet([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
    static let whitespace = CodePointSet([
        0x09...0x0D, 0x20...0x20, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A, 0x2028...0x2029, 0x202F...0x202F,
        0x205F...0x205F, 0x3000...0x3000, 0xFEFF...0xFEFF,
    ])
    static let lineBreaks = CodePointSet([0x0A...0x0A, 0x0D...0x0D, 0x2028...0x2029])

    private static let known = Mutex<[String: CodePointSet]>([:])

    /// The characters of a Unicode property; nil for one that is not known here.
    static func property(_ name: String) -> CodePointSet? {
        if let set = known.withLock({ $0[name] }) { return set }
        var name = name
        for prefix in ["General_Category=", "gc="] where name.hasPrefix(prefix) {
            name = String(name.dropFirst(prefix.count))
        }
        let set: CodePointSet
        switch name {
        case "Any": set = .all
        case "ASCII": set = CodePointSet([0...0x7F])
        case "Alphabetic", "Alpha": set = scan { $0.properties.isAlphabetic }
        case "White_Space": set = scan { $0.properties.isWhitespace }
        case "Uppercase", "Upper": set = scan { $0.properties.isUppercase }
        case "Lowercase", "Lower": set = scan { $0.properties.isLowercase }
        default:
            let short = longNames[name] ?? name
            guard let categories = categories(short) else { return nil }
            set = scan { categories.contains($0.properties.generalCategory) }
        }
        known.withLock { $0[name] = set }
        return set
    }

    private static func scan(_ isMember: (Unicode.Scalar) -> Bool) -> CodePointSet {
        var ranges: [ClosedRange<UInt32>] = []
        for range in CodePointSet.all.ranges {
            var first: UInt32?
            for value in range {
                let belongs = Unicode.Scalar(value).map(isMember) ?? false
                if belongs, first == nil { first = value }
                if !belongs, let low = first {
                    ranges.append(low...(value - 1))
                    first = nil
                }
            }
            if let low = first { ranges.append(low...range.upperBound) }
        }
        return CodePointSet(ranges)
    }

    private static let longNames = [
        "Letter": "L", "Uppercase_Letter": "Lu", "Lowercase_Letter": "Ll", "Titlecase_Letter": "Lt",
        "Modifier_Letter": "Lm", "Other_Letter": "Lo", "Mark": "M", "Nonspacing_Mark": "Mn", "Spacing_Mark": "Mc",
        "Enclosing_Mark": "Me", "Number": "N", "Decimal_Number": "Nd", "digit": "Nd", "Letter_Number": "Nl",
        "Other_Number": "No", "Punctuation": "P", "punct": "P", "Connector_Punctuation": "Pc",
        "Dash_Punctuation": "Pd", "Open_Punctuation": "Ps", "Close_Punctuation": "Pe", "Initial_Punctuation": "Pi",
        "Final_Punctuation": "Pf", "Other_Punctuation": "Po", "Symbol": "S", "Math_Symbol": "Sm",
        "Currency_Symbol": "Sc", "Modifier_Symbol": "Sk", "Other_Symbol": "So", "Separator": "Z",
        "Space_Separator": "Zs", "Line_Separator": "Zl", "Paragraph_Separator": "Zp", "Other": "C", "Control": "Cc",
        "cntrl": "Cc", "Format": "Cf", "Private_Use": "Co", "Unassigned": "Cn", "Cased_Letter": "LC",
    ]

    private static func categories(_ name: String) -> Set<Unicode.GeneralCategory>? {
        let all: [String: Unicode.GeneralCategory] = [
            "Lu": .uppercaseLetter, "Ll": .lowercaseLetter, "Lt": .titlecaseLetter, "Lm": .modifierLetter,
            "Lo": .otherLetter, "Mn": .nonspacingMark, "Mc": .spacingMark, "Me": .enclosingMark,
            "Nd": .decimalNumber, "Nl": .letterNumber, "No": .otherNumber, "Pc": .connectorPunctuation,
            "Pd": .dashPunctuation, "Ps": .openPunctuation, "Pe": .closePunctuation, "Pi": .initialPunctuation,
            "Pf": .finalPunctuation, "Po": .otherPunctuation, "Sm": .mathSymbol, "Sc": .currencySymbol,
            "Sk": .modifierSymbol, "So": .otherSymbol, "Zs": .spaceSeparator, "Zl": .lineSeparator,
            "Zp": .paragraphSeparator, "Cc": .control, "Cf": .format, "Co": .privateUse, "Cn": .unassigned,
        ]
        if let category = all[name] { return [category] }
        if name == "LC" { return [.uppercaseLetter, .lowercaseLetter, .titlecaseLetter] }
        let group = all.filter { $0.key.hasPrefix(name) && name.utf8.count == 1 }
        return group.isEmpty ? nil : Set(group.values)
    }
}
