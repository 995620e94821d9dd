/// A script, by the ranges of its letters in Unicode.
enum LetterScript: CaseIterable {
    case latin, cyrillic, greek, hebrew, arabic, devanagari, bengali, gurmukhi, gujarati, tamil, telugu, kannada
    case malayalam, thai, hangul, kana, han

    /// The one language that is told apart in this script; nil where there are several.
    var onlyLanguage: String? {
        switch self {
        case .greek: "el"
        case .hebrew: "he"
        case .bengali: "bn"
        case .gurmukhi: "pa"
        case .gujarati: "gu"
        case .tamil: "ta"
        case .telugu: "te"
        case .kannada: "kn"
        case .malayalam: "ml"
        case .thai: "th"
        case .hangul: "ko"
        case .kana: "ja"
        case .han: "zh"
        case .latin, .cyrillic, .arabic, .devanagari: nil
        }
    }

    /// The script of most letters of a text; nil where it has none.
    ///
    /// Japanese mixes Han with kana: a tenth of kana decides.
    static func main(of text: String) -> LetterScript? {
        var counts: [LetterScript: Int] = [:]
        for scalar in text.unicodeScalars {
            if let script = LetterScript(of: scalar) { counts[script, default: 0] += 1 }
        }
        let kana = counts[.kana, default: 0]
        if kana > 0, kana * 10 >= counts[.han, default: 0] + kana {
            counts[.kana, default: 0] += counts[.han, default: 0]
        }
        return allCases.filter { counts[$0] != nil }.max { counts[$0, default: 0] < counts[$1, default: 0] }
    }

    private init?(of scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x41...0x5A, 0x61...0x7A, 0xC0...0x24F, 0x1E00...0x1EFF: self = .latin
        case 0x370...0x3FF: self = .greek
        case 0x400...0x52F: self = .cyrillic
        case 0x590...0x5FF: self = .hebrew
        case 0x600...0x6FF, 0x750...0x77F, 0xFB50...0xFDFF, 0xFE70...0xFEFF: self = .arabic
        case 0x900...0x963, 0x966...0x97F: self = .devanagari
        case 0x980...0x9FF: self = .bengali
        case 0xA00...0xA7F: self = .gurmukhi
        case 0xA80...0xAFF: self = .gujarati
        case 0xB80...0xBFF: self = .tamil
        case 0xC00...0xC7F: self = .telugu
        case 0xC80...0xCFF: self = .kannada
        case 0xD00...0xD7F: self = .malayalam
        case 0xE00...0xE7F: self = .thai
        case 0x1100...0x11FF, 0x3130...0x318F, 0xAC00...0xD7AF: self = .hangul
        case 0x3040...0x30FF: self = .kana
        case 0x3400...0x4DBF, 0x4E00...0x9FFF: self = .han
        default: return nil
        }
    }
}
